package dev.headroom.local.health;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.org.OrgId;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** DOWN when the store cannot be read, or does not answer within five seconds. */
@Wellness
@Singleton
public class StoreHealth implements HealthCheck {
  static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final String NAME = "store";

  /** Not an org of a fleet: the question is only whether there is an answer. */
  private static final OrgId NOBODY = new OrgId("health-check");

  private final TimedQuestion<OrgState> question;
  private final Duration maxWait;

  /** The health of the store behind {@code states}. */
  @Inject
  StoreHealth(AlertStates states) {
    this(states, MAX_WAIT);
  }

  StoreHealth(AlertStates states, Duration maxWait) {
    this.question = new TimedQuestion<>(() -> states.read(NOBODY), maxWait);
    this.maxWait = maxWait;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      question.ask();
      return HealthCheckResponse.up(NAME);
    } catch (TimeoutException e) {
      return down("the store did not answer within " + maxWait.toSeconds() + " s");
    } catch (ExecutionException e) {
      return down(
          e.getCause() instanceof StoreUnavailableException refusal
              ? "the store refuses: it " + refusal.getMessage()
              : "the store refuses: it could not be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down("the program is stopping");
    }
  }

  private static HealthCheckResponse down(String problem) {
    return HealthCheckResponse.named(NAME)
        .down()
        .withData("problem", problem)
        .withData(
            "remedy",
            "See that the disk of headroom.local.data is not full and that no other program"
                + " touches its files, then start Headroom again.")
        .build();
  }
}

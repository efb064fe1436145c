package dev.headroom.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreHealthTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void aStoreThatAnswersIsWell() {
    StoreHealth health = new StoreHealth(new Store(OrgState::neverRead), StoreHealth.MAX_WAIT);
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aRefusalByTheStoreSaysWhatWasRefused() {
    StoreHealth health =
        new StoreHealth(
            new Store(
                org -> {
                  throw new StoreUnavailableException("could not read the state: it is damaged");
                }),
            StoreHealth.MAX_WAIT);
    assertThat(problem(health.call()))
        .isEqualTo("the store refuses: it could not read the state: it is damaged");
  }

  @Test
  void otherExceptionsAreNotShown() {
    StoreHealth health =
        new StoreHealth(
            new Store(
                org -> {
                  throw new IllegalStateException("internals");
                }),
            StoreHealth.MAX_WAIT);
    assertThat(problem(health.call())).isEqualTo("the store refuses: it could not be read");
  }

  @Test
  void aStoreThatHangsIsAskedOnce() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    StoreHealth health =
        new StoreHealth(
            new Store(
                org -> {
                  asked.incrementAndGet();
                  awaitQuietly(held);
                  return OrgState.neverRead(org);
                }),
            SHORT);
    for (int i = 0; i < 5; i++) {
      assertThat(problem(health.call())).startsWith("the store did not answer within ");
    }
    assertThat(asked).hasValue(1);
    held.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String problem(HealthCheckResponse response) {
    assertThat(response.getStatus()).isEqualTo(Status.DOWN);
    assertThat(String.valueOf(response.getData().orElseThrow().get("remedy")))
        .startsWith("See that the disk");
    return String.valueOf(response.getData().orElseThrow().get("problem"));
  }

  private record Store(Function<OrgId, OrgState> reading) implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      return reading.apply(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      throw new UnsupportedOperationException("health writes nothing");
    }
  }
}

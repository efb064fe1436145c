package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message that says it is over says nothing of how it may begin again. */
class ResolvedFactsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final AlertKey KEY = AlertKey.usage(Transitions.ORG, LimitName.DAILY_API_REQUESTS);
  private static final Evidence.Use FORESEEN =
      Evidence.Use.of(
          SLOT,
          Reading.ofUsed(40_000, 100_000),
          new Foresight.Exhaustion(
              SLOT.plusSeconds(7_200),
              SLOT.plusSeconds(3_600),
              SLOT.plusSeconds(9_000),
              0.6,
              SLOT.minusSeconds(300),
              "because use is twice the usual"));

  @Test
  void anOpeningContainsTheForecastAndAResolveDoesNot() {
    Transition opened = new Transition.Opened(KEY, episode(false), FORESEEN);
    Transition resolved = new Transition.Resolved(KEY, episode(true), FORESEEN);

    assertThat(Facts.of(told(opened)).values()).extractingByKey("projection").isNotNull();
    assertThat(Facts.of(told(opened)).shown())
        .extracting(Facts.Shown::label)
        .contains(Facts.Label.FORECAST);
    assertThat(Facts.of(told(resolved)).values()).extractingByKey("projection").isNull();
    assertThat(Facts.of(told(resolved)).shown())
        .extracting(Facts.Shown::label)
        .doesNotContain(Facts.Label.FORECAST);
  }

  private static Episode episode(boolean isOver) {
    return new Episode(SLOT, Severity.ATTENTION, Reason.PROJECTION, SLOT, isOver ? SLOT : null);
  }

  private static Notification told(Transition transition) {
    return Notification.of(
        new OutboxId(Transitions.ORG, 1, 0),
        transition,
        "acme",
        Map.of(),
        limit -> "Daily API requests",
        null);
  }
}

package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to close an episode is what the evaluator closes it by. */
class ClosingTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName LIMIT = new LimitName("DailyApiRequests");
  private static final AlertKey KEY = AlertKey.usage(ORG, LIMIT);
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Yardstick PLAIN =
      new Yardstick(new Levels(60, 80, 5), new Horizons(Duration.ofHours(12), Duration.ofHours(4)));
  private static final Yardstick GAUGE =
      new Yardstick(new Levels(60, 80, 5), Horizons.OFF, 0.5, Yardstick.GAUGE_MINIMUM, true);

  @ParameterizedTest(name = "held {0}: closes below {1} %, and leaves its level below {2} %")
  @CsvSource({"ATTENTION,55,", "ESCALATION,55,75", "EXHAUSTED,55,95"})
  void useClosesAndLowersWhereTheEvaluatorDoes(
      Severity held, double closes, @Nullable Double lowers) {
    Closing closing =
        Closing.of(new Episode.Held(held, null, null), PLAIN, Reading.ofUsed(1, 1_000));

    assertThat(closing.use()).isEqualTo(new Closing.Use(closes, null, Duration.ZERO));
    assertThat(closing.lower())
        .isEqualTo(lowers == null ? null : new Closing.Use(lowers, null, Duration.ZERO));
    assertThat(closing.forecast()).isNull();
    assertThat(after(held, closes, PLAIN)).isNotNull();
    assertThat(after(held, closes - 0.1, PLAIN)).isNull();
    if (lowers != null) {
      assertThat(after(held, lowers, PLAIN)).isEqualTo(held);
      assertThat(after(held, lowers - 0.1, PLAIN)).isNotNull().isLessThan(held);
    }
  }

  @Test
  void aGaugeOfFewPlacesIsCountedAndHeldForAnHour() {
    Reading reading = Reading.ofUsed(9, 11);
    Closing closing = Closing.of(new Episode.Held(Severity.ESCALATION, null, null), GAUGE, reading);

    // 60 % of 11 are 6.6 places: 7 reach it, 6 do not.
    assertThat(closing.use()).isEqualTo(new Closing.Use(60, 7L, HOUR));
    assertThat(closing.lower()).isEqualTo(new Closing.Use(80, 9L, HOUR));
    assertThat(Closing.of(new Episode.Held(Severity.ATTENTION, null, null), GAUGE, null).use())
        .isEqualTo(new Closing.Use(55, null, HOUR));
  }

  @Test
  void aProjectionHasToBeGoneForAnHourBeyondItsHorizonAndAHalf() {
    Closing closing = Closing.of(new Episode.Held(null, Severity.ESCALATION, SLOT), PLAIN, null);

    assertThat(closing)
        .isEqualTo(new Closing(null, null, new Closing.Forecast(Duration.ofHours(18), HOUR)));
    assertThat(projected(Duration.ofHours(18), HOUR)).isNotNull();
    assertThat(projected(Duration.ofHours(18).plusSeconds(60), HOUR)).isNull();
    assertThat(projected(Duration.ofHours(18).plusSeconds(60), HOUR.minusSeconds(60))).isNotNull();
  }

  @Test
  void whatAProjectionHoldsAsWellIsNotSaidToFallWithUse() {
    Closing closing =
        Closing.of(new Episode.Held(Severity.ESCALATION, Severity.ESCALATION, SLOT), PLAIN, null);

    assertThat(closing.use()).isNotNull();
    assertThat(closing.lower()).isNull();
    assertThat(closing.forecast()).isNotNull();
  }

  /** The severity once {@code percent} was read while use held {@code held}; null when over. */
  private static @Nullable Severity after(Severity held, double percent, Yardstick yardstick) {
    Reading reading = Reading.ofUsed(Math.round(percent * 10), 1_000);
    return judged(
        new Episode.Held(held, null, null), held, Evidence.Use.of(SLOT, reading), yardstick);
  }

  private static @Nullable Severity projected(Duration ahead, Duration since) {
    Foresight foresight =
        new Foresight.Exhaustion(
            SLOT.plus(ahead), SLOT, SLOT.plus(ahead.multipliedBy(2)), 0.9, SLOT, "growth");
    return judged(
        new Episode.Held(null, Severity.ATTENTION, SLOT.minus(since)),
        Severity.ATTENTION,
        Evidence.Use.of(SLOT, Reading.ofUsed(1, 1_000), foresight),
        PLAIN);
  }

  private static @Nullable Severity judged(
      Episode.Held held, Severity severity, Evidence.Use evidence, Yardstick yardstick) {
    Instant opened = SLOT.minusSeconds(7_200);
    Episode episode = new Episode(opened, severity, severity, Reason.THRESHOLD, opened, null, held);
    Episode after =
        Evaluator.evaluate(
                ORG,
                Map.of(KEY, episode),
                new TreeMap<>(),
                new TreeMap<>(Map.of(LIMIT, evidence)),
                limit -> yardstick)
            .after(Map.of(KEY, episode))
            .get(KEY);
    return after == null ? null : after.severity();
  }
}

package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StalenessTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a slot of now is fresh, PT5M, PT0S, PT0S, FRESH",
    "two intervals and five minutes are fresh, PT5M, PT15M, PT0S, FRESH",
    "more than three intervals are not reporting, PT5M, PT15M1S, PT0S, NOT_REPORTING",
    "a longer interval allows more, PT15M, PT35M, PT0S, FRESH",
    "and is unknown first, PT15M, PT35M1S, PT0S, UNKNOWN",
    "up to three intervals, PT15M, PT45M, PT0S, UNKNOWN",
    "and then not reporting, PT15M, PT45M1S, PT0S, NOT_REPORTING",
    "ten years are not reporting, PT5M, P3650D, PT0S, NOT_REPORTING",
    "a fast clock has its own least, PT5M, PT3H, PT3H, FRESH",
    "and no more than that, PT5M, PT3H1S, PT3H, NOT_REPORTING",
  })
  void theAgeOfTheNewestSlotDecides(
      String sentence, Duration interval, Duration age, Duration least, Freshness expected) {
    assertThat(Staleness.of(interval, least).of(state(NOW.minus(age), null, null), NOW))
        .isEqualTo(expected);
  }

  @Test
  void aSlotAheadOfTheClockIsAsOldAsItsSettlement() {
    Staleness staleness = Staleness.of(Duration.ofMinutes(5), Duration.ZERO);
    Instant far = NOW.plus(Duration.ofDays(3650));

    assertThat(staleness.of(state(far, null, NOW.minusSeconds(60)), NOW))
        .isEqualTo(Freshness.FRESH);
    assertThat(staleness.of(state(far, null, NOW.minusSeconds(1000)), NOW))
        .isEqualTo(Freshness.NOT_REPORTING);
    assertThat(staleness.of(state(far, NOW.minusSeconds(1000), null), NOW))
        .as("a row of the first release knows only when the org was read")
        .isEqualTo(Freshness.NOT_REPORTING);
  }

  @Test
  void anOrgThatWasSeenAndNeverReadGrowsOldToo() {
    Staleness staleness = Staleness.of(Duration.ofMinutes(5), Duration.ZERO);

    assertThat(staleness.of(OrgState.neverRead(new OrgId("a")), NOW)).isEqualTo(Freshness.FRESH);
    assertThat(
            staleness.of(OrgState.neverRead(new OrgId("a")).firstSeen(NOW.minusSeconds(1000)), NOW))
        .isEqualTo(Freshness.NOT_REPORTING);
  }

  private static OrgState state(
      Instant slot, @Nullable Instant readAt, @Nullable Instant settledAt) {
    return new OrgState(
        new OrgId("a"),
        1,
        slot,
        readAt,
        new TreeMap<>(),
        Map.of(),
        null,
        new TreeMap<>(),
        Map.of(),
        OrgState.Upkeep.NONE,
        settledAt,
        new TreeMap<>());
  }
}

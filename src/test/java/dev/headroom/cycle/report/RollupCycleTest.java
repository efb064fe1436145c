package dev.headroom.cycle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cycle.report.RollupCycle.Rolled;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.LimitRollup;
import dev.headroom.history.RolledDay;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RollupCycleTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final Duration RETENTION = Duration.ofDays(30);

  private Instant now = Instant.parse("2026-11-26T09:07:00Z");
  private final InMemoryUsageHistory samples = new InMemoryUsageHistory(() -> now, RETENTION);
  private final InMemoryRollups rollups = new InMemoryRollups();
  private final RollupCycle cycle = new RollupCycle(samples, rollups, RETENTION);

  @Test
  void daysThatAreOverAreRolledUpOnce() {
    read("2026-11-24T22:00:00Z", "2026-11-26T09:00:00Z");
    assertThat(turn()).isEqualTo(done("2026-11-25", false, "2026-11-24", "2026-11-25"));
    assertThat(turn()).isEqualTo(done("2026-11-25", false));
    assertThat(rollups.put).hasSize(2);
  }

  @Test
  void aDayOfReadingsHasTheirLowestHighestLastAndArrivals() {
    read("2026-11-24T22:00:00Z", "2026-11-26T09:00:00Z");
    turn();
    RolledDay day = rollups.put.getLast();
    assertThat(day.day()).isEqualTo(LocalDate.parse("2026-11-25"));
    // 24 readings of the evening before, then 288 of which each used one more.
    assertThat(day.limits())
        .containsOnlyKeys(CALLS)
        .containsEntry(CALLS, new LimitRollup(Reading.ofUsed(311, 1_000), 24, 311, 288, 288));
    assertThat(day.hours().values()).allSatisfy(hours -> assertThat(hours).hasSize(24));
  }

  @Test
  void aDayIsLeftUntilItsLastSlotsAreSettled() {
    read("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z");
    now = Instant.parse("2026-11-26T01:59:59Z");
    assertThat(turn()).isEqualTo(done("2026-11-24", false));
    now = Instant.parse("2026-11-26T02:00:00Z");
    assertThat(turn()).isEqualTo(done("2026-11-25", false, "2026-11-25"));
  }

  @Test
  void afterAnOutageTheOldestDaysAreMadeFirstAndSevenATurn() {
    read("2026-11-06T00:00:00Z", "2026-11-26T00:00:00Z");
    assertThat(turn())
        .isEqualTo(
            done(
                "2026-11-25",
                true,
                "2026-11-06",
                "2026-11-07",
                "2026-11-08",
                "2026-11-09",
                "2026-11-10",
                "2026-11-11",
                "2026-11-12"));
    assertThat(turn().isLeft()).isTrue();
    Rolled last = turn();
    assertThat(last.days()).hasSize(6).endsWith(LocalDate.parse("2026-11-25"));
    assertThat(last.isLeft()).isFalse();
  }

  @Test
  void daysWithoutReadingsAreSkippedAndNotLookedAtAgain() {
    read("2026-11-10T08:00:00Z", "2026-11-10T09:00:00Z");
    assertThat(turn()).isEqualTo(done("2026-11-25", false, "2026-11-10"));
    assertThat(rollups.put)
        .extracting(d -> d.day() + " " + d.hours().keySet())
        .containsExactly("2026-11-10 [DailyApiRequests]", "2026-11-25 []");
    read("2026-11-26T08:00:00Z", "2026-11-26T09:00:00Z");
    now = Instant.parse("2026-11-27T09:07:00Z");
    assertThat(turn()).isEqualTo(done("2026-11-26", false, "2026-11-26"));
  }

  @Test
  void aReadingJustBeforeMidnightDoesNotMakeTheNextDay() {
    read("2026-11-24T23:00:00Z", "2026-11-25T00:00:00Z");
    assertThat(turn()).isEqualTo(done("2026-11-25", false, "2026-11-24"));
    assertThat(rollups.put.getLast().hours()).isEmpty();
  }

  @Test
  void whatBreaksOffIsMadeByTheNextTurn() {
    read("2026-11-23T00:00:00Z", "2026-11-26T00:00:00Z");
    RollupCycle breaking =
        new RollupCycle(
            new UsageHistory() {
              private int reads;

              @Override
              public void put(OrgId org, Sample sample) {
                throw new AssertionError("rolling up writes no samples");
              }

              @Override
              public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
                throw new AssertionError("samples are read once, not by limit");
              }

              @Override
              public List<Sample> samples(OrgId org, Instant from, Instant to) {
                List<Sample> read = samples.samples(org, from, to);
                if (!read.isEmpty() && ++reads == 2) {
                  throw new IllegalStateException("broke off");
                }
                return read;
              }
            },
            rollups,
            RETENTION);
    assertThatThrownBy(() -> breaking.rollUp(ORG, now)).hasMessage("broke off");
    assertThat(turn()).isEqualTo(done("2026-11-25", false, "2026-11-24", "2026-11-25"));
    assertThat(rollups.put).hasSize(3);
  }

  @Test
  void aTurnOfThePastAddsNothing() {
    read("2026-11-23T00:00:00Z", "2026-11-26T00:00:00Z");
    turn();
    int before = rollups.put.size();
    cycle.rollUp(ORG, now.minus(Duration.ofDays(3)));
    assertThat(rollups.put).hasSize(before);
  }

  private Rolled turn() {
    return cycle.rollUp(ORG, now);
  }

  private static Rolled done(String settled, boolean isLeft, String... days) {
    return new Rolled(
        List.of(days).stream().map(LocalDate::parse).toList(), LocalDate.parse(settled), isLeft);
  }

  /** A reading every five minutes, each of one more call. */
  private void read(String from, String to) {
    long used = 0;
    for (Instant slot = Instant.parse(from);
        slot.isBefore(Instant.parse(to));
        slot = slot.plus(Duration.ofMinutes(5))) {
      samples.put(
          ORG,
          new Sample(
              slot, new Snapshot(new TreeMap<>(Map.of(CALLS, Reading.ofUsed(used, 1_000))), true)));
      used++;
    }
  }
}

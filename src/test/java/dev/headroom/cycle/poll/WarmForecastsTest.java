package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.forecast.OrgForecasts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Orgs with one moving limit each. */
class WarmForecastsTest {
  private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final LimitName LIMIT = new LimitName("DailyApiRequests");
  private static final OrgId FIRST = new OrgId("first");
  private static final OrgId SECOND = new OrgId("second");
  private static final OrgId THIRD = new OrgId("third");

  @Test
  void whileThereIsRoomTheyStayAsTheyAre() {
    WarmForecasts warm = warm(2, 100_000);
    OrgForecasts first = read(warm, FIRST, START);
    OrgForecasts second = read(warm, SECOND, START);
    assertThat(warm.whole(FIRST)).isSameAs(first);
    assertThat(warm.whole(SECOND)).isSameAs(second);
  }

  @Test
  void whoComesWhenThereIsNoRoomIsPackedAndTheOthersStay() {
    WarmForecasts warm = warm(2, 100_000);
    OrgForecasts first = read(warm, FIRST, START);
    OrgForecasts second = read(warm, SECOND, START);
    OrgForecasts third = read(warm, THIRD, START);
    assertThat(warm.whole(FIRST)).isSameAs(first);
    assertThat(warm.whole(SECOND)).isSameAs(second);
    assertThat(warm.whole(THIRD)).isNull();
    assertThat(warm.find(THIRD).orElseThrow())
        .isNotSameAs(third)
        .satisfies(
            back -> {
              assertThat(back.lastAt()).isEqualTo(third.lastAt());
              assertThat(back.size()).isEqualTo(1);
            });
  }

  @Test
  void aLimitThatBeginsToMoveCountsFromThen() {
    WarmForecasts warm = warm(1, 100_000);
    read(warm, FIRST, START);
    warm.add(SECOND, new OrgForecasts(WarmForecastsTest::window)).next(START, readings(0));
    warm.settle(SECOND, START);
    assertThat(warm.whole(SECOND)).isNotNull();
    read(warm, SECOND, START.plus(STEP));
    assertThat(warm.whole(SECOND)).isNull();
  }

  @Test
  void anOrgThatIsNoLongerReadMakesRoom() {
    WarmForecasts warm = warm(2, 100_000);
    read(warm, FIRST, START);
    Instant later = START.plus(Duration.ofHours(2));
    OrgForecasts second = read(warm, SECOND, later);
    OrgForecasts third = read(warm, THIRD, later);
    assertThat(warm.whole(FIRST)).isNull();
    assertThat(warm.whole(SECOND)).isSameAs(second);
    assertThat(warm.whole(THIRD)).isSameAs(third);
    assertThat(warm.find(FIRST)).isPresent();
  }

  @Test
  void anOrgThatLeavesGivesItsRoomBack() {
    WarmForecasts warm = warm(1, 100_000);
    read(warm, FIRST, START);
    warm.forget(FIRST);
    assertThat(warm.find(FIRST)).isEmpty();
    read(warm, SECOND, START);
    assertThat(warm.whole(SECOND)).isNotNull();
  }

  @Test
  void packedOnesThatDoNotFitAreDroppedTheFirstOneFirst() {
    WarmForecasts measured = warm(0, 100_000);
    read(measured, FIRST, START);
    assertThat(measured.find(FIRST)).isPresent();

    WarmForecasts warm = warm(0, 800); // two fit: each takes about 350 bytes
    read(warm, FIRST, START);
    read(warm, SECOND, START);
    read(warm, THIRD, START);
    assertThat(warm.find(FIRST)).isEmpty();
    assertThat(warm.find(THIRD)).isPresent();
  }

  private static WarmForecasts warm(long forecasters, long bytes) {
    return new WarmForecasts(WarmForecastsTest::window, new WarmForecasts.Room(forecasters, bytes));
  }

  /** An hour's readings, the last one at {@code end}. */
  private static OrgForecasts read(WarmForecasts warm, OrgId org, Instant end) {
    OrgForecasts forecasts =
        warm.find(org).orElseGet(() -> new OrgForecasts(WarmForecastsTest::window));
    OrgForecasts kept = warm.add(org, forecasts);
    for (int i = 12; i >= 0; i--) {
      kept.next(end.minus(STEP.multipliedBy(i)), readings(100 - i));
    }
    warm.settle(org, end);
    return kept;
  }

  private static SortedMap<LimitName, Reading> readings(long used) {
    return new TreeMap<>(Map.of(LIMIT, Reading.ofUsed(used, 10_000)));
  }

  private static Window window(LimitName limit) {
    return Window.ROLLING_24H;
  }
}

package dev.headroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFinderTest {
  private static final double MAX = 100;
  private static final long HOUR = 3600;
  private final EventFinder finder = new EventFinder(Rules.of(Window.ROLLING_24H));
  private final List<EventFinder.Happening> found = new ArrayList<>();

  @Test
  void anExhaustionBeginsAtTheMaximumAndEndsUnderIt() {
    read(0, 50);
    read(2, 100);
    read(3, 110);
    read(4, 98);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().start).isEqualTo(2 * HOUR);
    assertThat(found.getFirst().end).isEqualTo(4 * HOUR);
    assertThat(found.getFirst().counts).isTrue();
  }

  @Test
  void untilSixCalmHoursArePastItIsTheSameOne() {
    read(0, 50);
    read(2, 100);
    read(3, 96);
    read(7, 100);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().end).isNull();
    read(8, 97);
    read(9, 96);
    assertThat(found.getFirst().end).isEqualTo(8 * HOUR);
    read(13, 96.9);
    assertThat(finder.isNeutral()).isTrue();
    read(14, 96.9);
    assertThat(finder.isNeutral()).isFalse();
    assertThat(finder.calmSince()).isEqualTo(14 * HOUR);
    read(15, 100);
    assertThat(found).hasSize(2);
  }

  @Test
  void oneThatWasThereAtTheBeginningIsNotCounted() {
    read(0, 100);
    read(1, 50);
    read(9, 100);
    assertThat(found).extracting(h -> h.counts).containsExactly(false, true);
  }

  @Test
  void calmIsAnHourForLimitsOfAnHourAndADayForStocks() {
    assertThat(Rules.of(Window.HOUR_UNSPECIFIED).calm()).isEqualTo(Duration.ofHours(1));
    assertThat(Rules.of(Window.STOCK).calm()).isEqualTo(Duration.ofDays(1));
    assertThat(Rules.of(Window.MONTH_CALENDAR).horizon()).isEqualTo(Duration.ofDays(7));
    assertThat(Rules.of(Window.UNKNOWN).horizon()).isEqualTo(Duration.ofDays(1));
  }

  private void read(long hour, double used) {
    EventFinder.Happening begun = finder.next(hour * HOUR, used, MAX);
    if (begun != null) {
      found.add(begun);
    }
  }
}

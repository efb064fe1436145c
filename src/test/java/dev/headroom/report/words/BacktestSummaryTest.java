package dev.headroom.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backtest.Event;
import dev.headroom.backtest.Held;
import dev.headroom.backtest.Tally;
import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0 | 0 | no alert in 28 days.",
        "1 | 0 | 0 | 0 | 1 alert in 28 days, not a page.",
        "8 | 0 | 0 | 0 | 8 alerts in 28 days, none of them a page.",
        "1 | 1 | 1 | 0 | 1 alert in 28 days, a page: it ended in exhaustion.",
        "1 | 1 | 0 | 0 | 1 alert in 28 days, a page: it did not end in exhaustion.",
        "4 | 1 | 0 | 1 | 4 alerts in 28 days, 1 of them a page: it is still open.",
        "2 | 2 | 2 | 0 | 2 alerts in 28 days, 2 of them pages: both ended in exhaustion.",
        "9 | 2 | 1 | 0 | 9 alerts in 28 days, 2 of them pages: 1 ended in exhaustion.",
        "2 | 2 | 0 | 0 | 2 alerts in 28 days, 2 of them pages: none ended in exhaustion.",
        "2 | 2 | 0 | 2 | 2 alerts in 28 days, 2 of them pages: all are still open.",
        "5 | 5 | 5 | 0 | 5 alerts in 28 days, 5 of them pages: all ended in exhaustion.",
        "6 | 5 | 3 | 1 | 6 alerts in 28 days, 5 of them pages: 3 ended in exhaustion (1 still open).",
        "5 | 5 | 0 | 2 | 5 alerts in 28 days, 5 of them pages: none ended in exhaustion (2 still open)."
      })
  void alertsAreCountedAndThoseThatPagedAreJudged(
      int alerts, int pages, int real, int undecided, String sentence) {
    assertThat(
            BacktestSummary.alerts(
                "this policy", tally(0, List.of(), alerts, pages, real, undecided), "28 days"))
        .isEqualTo("With this policy you would have had " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 |  | No limit ran out.",
        "1 |  | A limit ran out once, without an alert before.",
        "1 | 95 | A limit ran out once, and an alert was open before, 1 h 35 min ahead.",
        "3 |  | Limits ran out 3 times, without an alert before.",
        "3 | 25 | Limits ran out 3 times: an alert was open before 1 of them, 25 min ahead.",
        "3 | 60 20 | Limits ran out 3 times: an alert was open before 2 of them, half of the warnings 40 min ahead or more.",
        "2 | 7200 2880 | Limits ran out 2 times: an alert was open before each, half of the warnings 3 days ahead or more."
      })
  void exhaustionsAreReportedWithTheirWarnings(int events, String minutes, String sentence) {
    List<Duration> leads =
        minutes == null
            ? List.of()
            : java.util.Arrays.stream(minutes.split(" ", -1))
                .map(m -> Duration.ofMinutes(Long.parseLong(m)))
                .toList();
    Event event = new Event(LimitName.DAILY_API_REQUESTS, Instant.EPOCH, Instant.EPOCH, Map.of());
    assertThat(
            BacktestSummary.events(
                tally(events, leads, 0, 0, 0, 0), Collections.nCopies(events, event)))
        .isEqualTo(sentence);
  }

  @Test
  void theMedianIsTheMiddleOneOrBetweenTheTwo() {
    assertThat(tally(0, List.of(), 0, 0, 0, 0).medianLead()).isEmpty();
    assertThat(tally(3, minutes(30, 10, 20), 0, 0, 0, 0).medianLead())
        .contains(Duration.ofMinutes(20));
    assertThat(tally(2, minutes(30, 10), 0, 0, 0, 0).medianLead()).contains(Duration.ofMinutes(20));
    assertThat(tally(3, minutes(30, 10, 20), 0, 0, 0, 0).warnedBy(Duration.ofMinutes(20)))
        .isEqualTo(2);
  }

  private static List<Duration> minutes(int... minutes) {
    return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
  }

  private static Tally tally(
      int events, List<Duration> leads, int alerts, int pages, int real, int undecided) {
    return new Tally(
        events, leads, alerts, alerts, pages, real, undecided, 0, Held.NONE, Held.NONE, Held.NONE);
  }
}

package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.limits.LimitName;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.StoredDays;
import dev.headroom.usage.Suspects;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is named first when a simulated org reaches a level is who runs away in its story: with
 * hourly files that are 40 minutes old, and by the daily files of the days before alone.
 */
class CulpritsOfStoriesTest {
  private static final int DAY = 24 * 60;
  private static final int STEP = 5;

  /** Minutes after midnight at which yesterday's daily file is there. */
  private static final int DAILY_FILE = 4 * 60 + 30;

  /** How often the first that was named was right. */
  private static final class Score {
    private int cases;
    private int right;
    private int expectedBasis;

    void add(List<Culprit> named, String truth, Basis basis) {
      cases++;
      right += !named.isEmpty() && named.getFirst().integration().equals(truth) ? 1 : 0;
      expectedBasis += !named.isEmpty() && named.getFirst().basis() == basis ? 1 : 0;
    }

    private double share() {
      return (double) right / cases;
    }
  }

  private static final Score NONE = new Score();

  /** The calls of an org's programs by hour, made up once. */
  private static final class Calls {
    private final SimulatedOrg org;
    private final Map<Long, int[][]> byDay = new HashMap<>();

    Calls(SimulatedOrg org) {
      this.org = org;
    }

    StoredDay day(long day, int untilHour) {
      int[][] calls = byDay.computeIfAbsent(day, this::count);
      StoredDays stored = StoredDays.of(LocalDate.ofEpochDay(day));
      if (untilHour < 24) {
        stored.byHour();
      }
      for (int i = 0; i < calls.length; i++) {
        List<Long> hours = new ArrayList<>();
        for (int h = 0; h < 24; h++) {
          hours.add(h < untilHour ? (long) calls[i][h] : 0L);
        }
        stored.calls(name(org.callers().programs().get(i)), hours);
      }
      return stored.stored();
    }

    private int[][] count(long day) {
      int[][] calls = new int[org.callers().programs().size()][24];
      for (int m = 0; m < DAY; m++) {
        int[] ofMinute = org.callers().calls(day * DAY + m);
        for (int i = 0; i < ofMinute.length; i++) {
          calls[i][m / 60] += ofMinute[i];
        }
      }
      return calls;
    }
  }

  private static String name(Program program) {
    return program.appName().isEmpty() ? program.client() : program.appName();
  }

  /** The minutes at which {@code percent} of the maximum is reached from below. */
  private static List<Long> reached(SimulatedOrg org, double percent, long from, long until) {
    SimulatedLimit api =
        org.limits().stream()
            .filter(l -> l.name().equals(SimulatedOrg.API_REQUESTS))
            .findFirst()
            .orElseThrow();
    List<Long> reached = new ArrayList<>();
    boolean above = true;
    for (long m = from; m < until; m += STEP) {
      boolean now = 100.0 * api.usage().at(m) >= percent * api.max();
      if (now && !above) {
        reached.add(m);
      }
      above = now;
    }
    return reached;
  }

  private static List<Culprit> named(Calls calls, long minute, long used, boolean hourly) {
    long today = Math.floorDiv(minute, DAY);
    boolean yesterday = Math.floorMod(minute, DAY) >= DAILY_FILE;
    List<StoredDay> days = new ArrayList<>();
    for (long day = today - 24; day < today - (hourly || yesterday ? 0 : 1); day++) {
      days.add(calls.day(day, 24));
    }
    int until = (int) (Math.floorMod(minute - 40, (long) DAY) / 60);
    if (hourly && until > 0 && Math.floorMod(minute, DAY) > 100) {
      days.add(calls.day(today, until));
    }
    return Suspects.of(
            LimitName.DAILY_API_REQUESTS,
            Instant.ofEpochSecond(minute * 60),
            OptionalLong.of(used),
            days)
        .culprits();
  }

  private static Map<Basis, Score> score(String id, String truth, double percent) {
    Map<Basis, Score> scores = new LinkedHashMap<>();
    scores.put(Basis.MEASURED, new Score());
    scores.put(Basis.LIKELY, new Score());
    for (String start :
        List.of("2026-11-25T04:30:00Z", "2026-11-28T12:07:31Z", "2027-01-04T20:59:59Z")) {
      Instant begin = Instant.parse(start);
      SimulatedOrg org =
          DemoFleet.startingAt(begin).orgs().stream()
              .filter(o -> o.id().equals(id))
              .findFirst()
              .orElseThrow();
      Calls calls = new Calls(org);
      long at = Orgs.minute(begin);
      for (long minute : reached(org, percent, at - 14L * DAY, at + 14L * DAY)) {
        long used = org.callers().between(minute - DAY, minute);
        scores
            .getOrDefault(Basis.MEASURED, NONE)
            .add(named(calls, minute, used, true), truth, Basis.MEASURED);
        scores
            .getOrDefault(Basis.LIKELY, NONE)
            .add(named(calls, minute, used, false), truth, Basis.LIKELY);
      }
    }
    return scores;
  }

  @ParameterizedTest(name = "{0} at {2} %")
  @CsvSource({"globex-lab, load-test, 100", "globex-prod, Order Export, 80"})
  void whoRunsAwayIsNamedFirst(String id, String truth, double percent) {
    Map<Basis, Score> scores = score(id, truth, percent);

    scores.forEach(
        (basis, score) ->
            System.out.printf(
                "%s at %.0f %%: %s %d of %d right, basis %d%n",
                id, percent, basis, score.right, score.cases, score.expectedBasis));
    assertThat(scores.getOrDefault(Basis.MEASURED, NONE).cases).isGreaterThan(5);
    assertThat(scores.getOrDefault(Basis.MEASURED, NONE).share()).isGreaterThanOrEqualTo(0.9);
    assertThat(scores.getOrDefault(Basis.LIKELY, NONE).share()).isGreaterThanOrEqualTo(0.7);
  }

  @Test
  void whatIsNotMeasuredIsNeverSaidToBe() {
    Score likely = score("globex-prod", "Order Export", 80).getOrDefault(Basis.LIKELY, NONE);

    assertThat(likely.expectedBasis).isEqualTo(likely.cases);
  }
}

package dev.headroom.whatif;

import dev.headroom.fleet.Violation;
import dev.headroom.history.Series;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a change would do. Each coming day is modelled on the same weekday of the last four
 * weeks. The calls that the change adds or removes are counted over the limit's window: the
 * trailing 24 hours, since midnight, or since the first of the month. Work on local time keeps its
 * hour when clocks change, unless the window begins at midnight GMT. Growth is not extrapolated: a
 * limit that grows from week to week will be fuller.
 */
public final class WhatIf {
  /** How much history is used: four of each weekday. */
  public static final Duration HISTORY = Duration.ofDays(28);

  private static final Set<Window> DAILY =
      EnumSet.of(
          Window.ROLLING_24H,
          Window.ROLLING_1H,
          Window.ROLLING_30MIN,
          Window.FIXED_DAY_GMT,
          Window.DAY_UNSPECIFIED,
          Window.HOUR_UNSPECIFIED);
  private static final Duration LEAST_GROWTH = Duration.ofDays(2);

  private WhatIf() {}

  /** Returns the answer for a history that follows GMT and belongs to one org. */
  static Answer ask(WhatIfQuestion question, Window window, Series series) {
    return ask(question, window, History.of(series));
  }

  /**
   * Returns the answer.
   *
   * @param history of the question's limit, of the last {@link #HISTORY} or less
   */
  public static Answer ask(WhatIfQuestion question, Window window, History history) {
    Series series = history.series();
    if (series.points().isEmpty()) {
      return new Answer.Unknown(
          question.limit(),
          "There is no reading of it in the last " + HISTORY.toDays() + " days.",
          null,
          false);
    }
    Series.Point last = series.points().getLast();
    History local = window == Window.FIXED_DAY_GMT ? history.byGmt() : history;
    PastDays past = PastDays.of(local, last.at());
    String reason = unknown(question, window, series, past);
    if (reason != null) {
      return new Answer.Unknown(question.limit(), reason, history.since(), history.byOrg());
    }
    Course course =
        window == Window.STOCK || window == Window.MONTH_CALENDAR
            ? new GrowingCourse(series, window == Window.MONTH_CALENDAR)
            : new DailyCourse(past, window, last.at(), last.reading().used(), local);
    long max = last.reading().max();
    long maxThen = max + question.scenario().moreMax();
    List<Answer.Day> days = new ArrayList<>();
    Tally before = new Tally(max);
    Tally after = new Tally(maxThen);
    LocalDate today = LocalDate.ofInstant(last.at(), ZoneOffset.UTC);
    for (int d = 0; d < question.days(); d++) {
      LocalDate day = today.plusDays(d);
      lay(day, last.at(), question.scenario(), window, course, before, after);
      days.add(
          new Answer.Day(
              day,
              course.compared(day),
              before.dayPeak,
              after.dayPeak,
              before.endDay(day),
              after.endDay(day)));
    }
    return new Answer.Told(
        question.limit(),
        last.at(),
        max,
        maxThen,
        past.count(),
        past.hours(),
        past.weekly(),
        history.since(),
        history.byOrg(),
        before.outcome(),
        after.outcome(),
        days);
  }

  /** The same for a history that follows GMT and belongs to one org. */
  static List<Violation> contradictions(WhatIfQuestion question, Window window, Series series) {
    return contradictions(question, window, History.of(series));
  }

  /**
   * Returns where the question contradicts the history: more calls are moved than ever came in a
   * day.
   */
  public static List<Violation> contradictions(
      WhatIfQuestion question, Window window, History history) {
    double moved = question.scenario().movedPerDay();
    if (moved == 0 || history.series().points().isEmpty() || !DAILY.contains(window)) {
      return List.of();
    }
    Series.Point last = history.series().points().getLast();
    PastDays past = PastDays.of(history, last.at());
    double most = Math.max(past.mostCalls(window), (double) last.reading().used());
    return past.count() == 0 || moved <= most
        ? List.of()
        : List.of(
            new Violation(
                "move",
                String.format(Locale.ROOT, "%.0f", moved),
                String.format(
                    Locale.ROOT,
                    "is more than on any of the last %d days (at most %,.0f)",
                    past.count(),
                    most),
                "Write how many calls per day the moved batch makes."));
  }

  private static @Nullable String unknown(
      WhatIfQuestion question, Window window, Series history, PastDays past) {
    Series.Point last = history.points().getLast();
    Reading now = last.reading();
    if (now.isNotProvisioned()) {
      return "It is not provisioned.";
    }
    if (now.isUncapped()) {
      return "It has no cap.";
    }
    if (now.max() + question.scenario().moreMax() <= 0) {
      return "Nothing would be left of its allocation of " + now.max() + ".";
    }
    return switch (window) {
      case CONCURRENT -> "It counts concurrent use, which calls per day say nothing about.";
      case UNKNOWN, MONTH_CONTRACT, MONTH_UNSPECIFIED -> "Its reset time is not known.";
      case STOCK, MONTH_CALENDAR ->
          Duration.between(history.points().getFirst().at(), last.at()).compareTo(LEAST_GROWTH) < 0
              ? "Its history is shorter than two days."
              : null;
      case ROLLING_24H,
          ROLLING_1H,
          ROLLING_30MIN,
          FIXED_DAY_GMT,
          DAY_UNSPECIFIED,
          HOUR_UNSPECIFIED ->
          past.count() == 0
              ? "No day before today was read in %d or more of its hours."
                  .formatted(PastDays.LEAST_HOURS)
              : null;
    };
  }

  private static void lay(
      LocalDate day,
      Instant asOf,
      Scenario scenario,
      Window window,
      Course course,
      Tally before,
      Tally after) {
    int courses = course.compared(day);
    before.beginDay(courses);
    after.beginDay(courses);
    Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int q = 0; q < PastDays.QUARTERS; q++) {
      Instant at = midnight.plus(PastDays.QUARTER.multipliedBy(q + 1L));
      if (!at.isAfter(asOf)) {
        continue;
      }
      Instant begin = begin(window, day, at, asOf);
      double more = scenario.between(begin, at);
      for (int i = 0; i < courses; i++) {
        double used = course.used(day, i, q, at);
        before.add(i, used, at);
        after.add(i, Math.max(0, used + more), at);
      }
    }
  }

  /** Since when calls of the change count at {@code at}: none came before it was made. */
  private static Instant begin(Window window, LocalDate day, Instant at, Instant asOf) {
    Instant begin =
        switch (window) {
          case FIXED_DAY_GMT -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
          case ROLLING_24H, DAY_UNSPECIFIED -> at.minus(Duration.ofDays(1));
          case ROLLING_1H, HOUR_UNSPECIFIED -> at.minus(Duration.ofHours(1));
          case ROLLING_30MIN -> at.minus(Duration.ofMinutes(30));
          case MONTH_CALENDAR -> day.withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
          case STOCK, CONCURRENT, MONTH_CONTRACT, MONTH_UNSPECIFIED, UNKNOWN -> asOf;
        };
    return begin.isAfter(asOf) ? begin : asOf;
  }

  /** Tallies the use of the coming days against one allocation. */
  private static final class Tally {
    private final long max;
    private double peak = Double.NEGATIVE_INFINITY;
    private Instant peakAt = Instant.MIN;
    private double dayPeak;
    private boolean[] out = {};
    private @Nullable Instant dayFirst;
    private @Nullable Instant first;
    private final List<LocalDate> atRisk = new ArrayList<>();

    Tally(long max) {
      this.max = max;
    }

    void beginDay(int courses) {
      dayPeak = 0;
      dayFirst = null;
      out = new boolean[courses];
    }

    void add(int i, double used, Instant at) {
      if (used > peak) {
        peak = used;
        peakAt = at;
      }
      dayPeak = Math.max(dayPeak, used);
      if (used >= max) {
        out[i] = true;
        dayFirst = dayFirst == null ? at : dayFirst;
      }
    }

    int endDay(LocalDate day) {
      int n = 0;
      for (boolean reached : out) {
        n += reached ? 1 : 0;
      }
      if (n > 0) {
        atRisk.add(day);
        first = first == null ? dayFirst : first;
      }
      return n;
    }

    Answer.Outcome outcome() {
      return new Answer.Outcome(peak, 100 * peak / max, peakAt, atRisk, first);
    }
  }
}

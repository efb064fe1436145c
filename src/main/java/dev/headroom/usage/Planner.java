package dev.headroom.usage;

import dev.headroom.usage.CapacityPlan.Gap;
import dev.headroom.usage.CapacityPlan.GapKind;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.CapacityPlan.Part;
import dev.headroom.usage.CapacityPlan.Passing;
import dev.headroom.usage.CapacityPlan.Saving;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates a {@link CapacityPlan}. */
final class Planner {
  /** With fewer known days, growth cannot be detected. */
  private static final int LEAST_DAYS = 8;

  /** Standard errors by which the joint growth of the smaller ones must differ from zero. */
  private static final double SIGMAS = 3;

  private static final double BUSY = 0.95;
  private static final double WEEK = 7;

  private final List<StoredDay> days;
  private final List<LocalDate> known;
  private final int asked;
  private final OptionalLong allocation;
  private final List<IntegrationHistory> goingOn;
  private final List<Waste> waste;

  Planner(
      List<StoredDay> days,
      List<IntegrationHistory> histories,
      List<Waste> waste,
      LocalDate from,
      LocalDate to,
      OptionalLong allocation) {
    this.waste = waste;
    this.days = days;
    this.known = IntegrationHistory.known(days);
    LocalDate begin = days.isEmpty() ? from : days.getFirst().day();
    this.asked = (int) ChronoUnit.DAYS.between(begin, to) + 1;
    this.allocation = allocation;
    this.goingOn = histories.stream().filter(IntegrationHistory::isGoingOn).toList();
  }

  /** A part and how it grows: the logarithm per week. */
  private record Course(Part part, double perWeek) {
    double typicalIn(int days) {
      return part.typical() * Math.exp(perWeek * days / WEEK);
    }

    double busyIn(int days) {
      return part.busy() * Math.exp(perWeek * days / WEEK);
    }
  }

  CapacityPlan plan() {
    List<Course> courses = courses();
    List<Part> parts =
        courses.stream()
            .map(Course::part)
            .sorted(Comparator.comparingLong(Part::typical).reversed().thenComparing(Part::id))
            .toList();
    return new CapacityPlan(
        known.isEmpty() ? null : known.getLast(),
        known.size(),
        allocation,
        parts,
        parts.stream().mapToLong(Part::typical).sum(),
        parts.stream().mapToLong(Part::busy).sum(),
        busiest(),
        passing(courses),
        needs(courses),
        gaps());
  }

  private List<Course> courses() {
    List<Course> courses = new ArrayList<>();
    double rest = restPerWeek();
    for (IntegrationHistory history : goingOn) {
      courses.add(course(history, rest));
    }
    unexplained().ifAny(courses);
    return courses;
  }

  private Course course(IntegrationHistory history, double rest) {
    Trend trend = history.trend();
    long[] calls =
        known.stream()
            .filter(day -> !day.isBefore(trend.firstSeen()))
            .mapToLong(history::callsOn)
            .sorted()
            .toArray();
    boolean changes = changes(history);
    double perWeek = changes ? Math.log1p(trend.changePerWeekPercent().orElse(0) / 100) : rest;
    // The median of a growing course is that of the middle of its days.
    double middle = ChronoUnit.DAYS.between(trend.firstSeen(), known.getLast()) / 2.0;
    long typical =
        Math.round(calls[calls.length / 2] * (changes ? Math.exp(perWeek * middle / WEEK) : 1));
    return new Course(
        new Part(
            history.id(),
            history.name(),
            typical,
            Math.max(typical, percentile(calls)),
            changes ? trend.changePerWeekPercent() : OptionalDouble.empty()),
        perWeek);
  }

  private static boolean changes(IntegrationHistory history) {
    return switch (history.trend().status()) {
      case GROWING, SHRINKING -> true;
      case STEADY, NEW, STOPPED -> false;
    };
  }

  /** By how much those that do not grow on their own grow together; 0 if that may be chance. */
  private double restPerWeek() {
    if (known.size() < LEAST_DAYS) {
      return 0;
    }
    Map<LocalDate, Long> sums = new HashMap<>();
    for (IntegrationHistory history : goingOn) {
      if (!changes(history)) {
        history.days().forEach((day, share) -> sums.merge(day, share.calls(), Long::sum));
      }
    }
    List<LocalDate> active = known.stream().filter(sums::containsKey).toList();
    if (active.size() < LEAST_DAYS) {
      return 0;
    }
    Growth growth =
        Growth.of(
            active,
            active.stream().mapToLong(day -> sums.getOrDefault(day, 0L)).toArray(),
            List.of());
    return growth.sigmas() >= SIGMAS ? growth.perWeek() : 0;
  }

  /** The nearest rank of a sorted list. */
  private static long percentile(long[] sorted) {
    return sorted[(int) Math.ceil(BUSY * sorted.length) - 1];
  }

  /** Calls in no file, on the days that could be compared. */
  private record Besides(@Nullable Course course) {
    void ifAny(List<Course> courses) {
      if (course != null && course.part().busy() > 0) {
        courses.add(course);
      }
    }
  }

  private Besides unexplained() {
    long[] calls =
        days.stream()
            .filter(d -> d.unexplained().calls().isPresent())
            .mapToLong(d -> Math.max(0, d.unexplained().calls().getAsLong()))
            .sorted()
            .toArray();
    if (calls.length == 0) {
      return new Besides(null);
    }
    return new Besides(
        new Course(
            new Part(
                CapacityPlan.UNEXPLAINED,
                "in no event log file",
                calls[calls.length / 2],
                percentile(calls),
                OptionalDouble.empty()),
            0));
  }

  private long busiest() {
    return days.stream()
        .filter(d -> d.source().answers())
        .mapToLong(d -> Math.max(d.counted(), d.unexplained().used().orElse(0)))
        .max()
        .orElse(0);
  }

  private static double typicalIn(int ahead, List<Course> courses) {
    return courses.stream().mapToDouble(c -> c.typicalIn(ahead)).sum();
  }

  private Passing passing(List<Course> courses) {
    if (known.isEmpty() || allocation.isEmpty()) {
      return new Passing.Unknown();
    }
    long comfortable = CapacityPlan.comfortable(allocation.getAsLong());
    if (typicalIn(0, courses) >= comfortable) {
      return new Passing.Passed();
    }
    if (known.size() < LEAST_DAYS) {
      return new Passing.Unknown();
    }
    for (int ahead = 1; ahead <= CapacityPlan.MAX_DAYS_AHEAD; ahead++) {
      if (typicalIn(ahead, courses) >= comfortable) {
        return new Passing.On(known.getLast().plusDays(ahead));
      }
    }
    return courses.stream().allMatch(c -> c.perWeek() <= 0)
        ? new Passing.NoGrowth()
        : new Passing.NotSoon();
  }

  private @Nullable Needs needs(List<Course> courses) {
    if (known.isEmpty() || allocation.isEmpty()) {
      return null;
    }
    long max = allocation.getAsLong();
    // Shrinking is not counted on.
    int ahead = CapacityPlan.PLANNED_DAYS;
    long typical = Math.round(courses.stream().mapToDouble(c -> later(c, ahead, false)).sum());
    long busy = Math.round(courses.stream().mapToDouble(c -> later(c, ahead, true)).sum());
    long toSave = Math.max(typical - CapacityPlan.comfortable(max), busy - max);
    if (toSave <= 0) {
      return null;
    }
    List<Saving> savings = new ArrayList<>();
    long saved = savings(toSave, savings);
    return new Needs(
        typical,
        busy,
        addOn(typical, busy, max),
        toSave,
        savings,
        saved,
        addOn(typical - saved, busy - saved, max));
  }

  /** What has to be bought so that a typical and a busy day fit. */
  private static long addOn(long typical, long busy, long max) {
    long whole = Math.ceilDiv(typical * 100, (long) CapacityPlan.COMFORTABLE_PERCENT);
    return Math.max(0, Math.max(whole, busy) - max);
  }

  private static double later(Course course, int ahead, boolean busy) {
    int days = course.perWeek() > 0 ? ahead : 0;
    return busy ? course.busyIn(days) : course.typicalIn(days);
  }

  /** Adds findings until they save enough, and returns what they save. */
  private long savings(long toSave, List<Saving> to) {
    SortedMap<String, Long> left = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    for (IntegrationHistory history : goingOn) {
      names.put(history.id(), history.name());
      left.put(history.id(), history.calls() / Math.max(1, known.size()));
    }
    long saved = 0;
    for (Waste found : waste) {
      String name = names.get(found.integration());
      if (saved < toSave
          && found.perDay() > 0
          && name != null
          && found.isGoingOn(known.getLast())) {
        long more = Math.min(found.perDay(), left.getOrDefault(found.integration(), 0L));
        if (more > 0) {
          left.merge(found.integration(), -more, Long::sum);
          saved += more;
          to.add(new Saving(name, found));
        }
      }
    }
    return saved;
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    if (known.isEmpty()) {
      gaps.add(new Gap(GapKind.NO_DAYS, asked));
    } else {
      gap(gaps, GapKind.UNKNOWN_DAYS, asked - known.size());
      gap(gaps, GapKind.PARTIAL_DAYS, count(d -> d.knowledge() == DaySource.Knowledge.PARTIAL));
      int uncompared =
          (int)
              days.stream()
                  .filter(d -> d.source().answers() && d.unexplained().calls().isEmpty())
                  .count();
      gap(gaps, GapKind.UNCOMPARED_DAYS, uncompared);
      gap(gaps, GapKind.FEW_DAYS, known.size() < LEAST_DAYS ? known.size() : 0);
    }
    if (allocation.isEmpty()) {
      gaps.add(new Gap(GapKind.NO_ALLOCATION, 0));
    }
    return gaps;
  }

  private int count(java.util.function.Predicate<DaySource> which) {
    return (int) days.stream().map(StoredDay::source).filter(which).count();
  }

  private static void gap(List<Gap> gaps, GapKind kind, int days) {
    if (days > 0) {
      gaps.add(new Gap(kind, days));
    }
  }
}

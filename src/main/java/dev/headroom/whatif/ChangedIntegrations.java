package dev.headroom.whatif;

import dev.headroom.fleet.Violation;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.IntegrationHistory;
import dev.headroom.usage.StoredDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What changes of integrations come to, by what these called on the days that are known.
 *
 * @param loads calls that come, or stay away
 * @param assumed what each change was taken to be, in the order of the question
 * @param violations integrations that are not there
 */
public record ChangedIntegrations(
    List<WeeklyLoad> loads, List<Assumption> assumed, List<Violation> violations) {
  /** Requests of a Bulk API 2.0 job: create, upload, close, five polls, three results. */
  public static final int REQUESTS_A_JOB = 11;

  /** Records of one job. */
  static final int RECORDS_A_JOB = 100_000;

  private static final int MAX_NAMES = 20;
  private static final int HOURS = 24;

  /**
   * What a change was taken to be.
   *
   * @param name of the integration
   * @param knownDays how many days its calls are known from
   * @param perDay what it calls on an average day
   * @param perDayThen with the change
   */
  public record Assumption(
      IntegrationChange change, String name, int knownDays, double perDay, double perDayThen) {}

  public ChangedIntegrations {
    loads = List.copyOf(loads);
    assumed = List.copyOf(assumed);
    violations = List.copyOf(violations);
  }

  /**
   * Finds the integrations that are to change.
   *
   * @param days what is known of the org, in order
   */
  public static ChangedIntegrations of(List<IntegrationChange> changes, List<StoredDay> days) {
    List<IntegrationHistory> all = changes.isEmpty() ? List.of() : IntegrationHistory.of(days);
    List<LocalDate> known =
        days.stream().filter(d -> d.source().answers()).map(StoredDay::day).toList();
    List<WeeklyLoad> loads = new ArrayList<>();
    List<Assumption> assumed = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    Map<String, String> changed = new HashMap<>();
    for (IntegrationChange change : changes) {
      List<IntegrationHistory> found = find(change.integration(), all);
      if (found.size() != 1) {
        violations.add(found.isEmpty() ? unknown(change, all) : ambiguous(change, found));
        continue;
      }
      IntegrationHistory history = found.getFirst();
      String before = changed.putIfAbsent(history.id(), change.member());
      if (before != null) {
        violations.add(
            new Violation(
                change.member(),
                change.integration(),
                "is changed by " + before + " already",
                "Ask about one change of an integration at a time."));
        continue;
      }
      WeeklyLoad now = week(history, known, false);
      List<WeeklyLoad> own = loads(change, now, history, known);
      loads.addAll(own);
      assumed.add(
          new Assumption(
              change,
              history.name(),
              known.size(),
              now.perDay(),
              now.perDay() + own.stream().mapToDouble(WeeklyLoad::perDay).sum()));
    }
    return new ChangedIntegrations(loads, assumed, violations);
  }

  private static List<WeeklyLoad> loads(
      IntegrationChange change, WeeklyLoad now, IntegrationHistory history, List<LocalDate> known) {
    return switch (change) {
      case IntegrationChange.Without without -> List.of(now.negated());
      case IntegrationChange.Moved moved -> List.of(now.negated(), now.moved(moved.by()));
      case IntegrationChange.ByBulk bulk -> List.of(byJobs(week(history, known, true)));
    };
  }

  /** What changes when the calls of each hour are one job, or more where they are many. */
  private static WeeklyLoad byJobs(WeeklyLoad singly) {
    return new WeeklyLoad(
        singly.calls().stream()
            .map(n -> Math.min(n, REQUESTS_A_JOB * Math.ceil(n / RECORDS_A_JOB)) - n)
            .toList());
  }

  /** Its id, else its name in any case. */
  private static List<IntegrationHistory> find(String written, List<IntegrationHistory> all) {
    List<IntegrationHistory> byId = all.stream().filter(h -> h.id().equals(written)).toList();
    return byId.isEmpty()
        ? all.stream().filter(h -> h.name().equalsIgnoreCase(written)).toList()
        : byId;
  }

  /**
   * Mean calls by hour of the week; a day of the week that is not known is as all days are.
   *
   * @param singly without what it calls by Bulk API already
   */
  private static WeeklyLoad week(
      IntegrationHistory history, List<LocalDate> known, boolean singly) {
    List<Double> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<LocalDate> same = known.stream().filter(d -> d.getDayOfWeek() == day).toList();
      List<LocalDate> of = same.isEmpty() ? known : same;
      double[] sums = new double[HOURS];
      for (LocalDate date : of) {
        DayUsage.Share share = history.days().get(date);
        if (share != null) {
          double part = singly ? 1 - bulk(share) : 1;
          for (int h = 0; h < HOURS; h++) {
            sums[h] += part * share.hours().get(h);
          }
        }
      }
      for (double sum : sums) {
        week.add(sum / of.size());
      }
    }
    return new WeeklyLoad(week);
  }

  private static double bulk(DayUsage.Share share) {
    long calls =
        share.families().entrySet().stream()
            .filter(f -> f.getKey().toUpperCase(Locale.ROOT).startsWith("BULK"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return share.calls() == 0 ? 0 : (double) calls / share.calls();
  }

  private static Violation unknown(IntegrationChange change, List<IntegrationHistory> all) {
    String names =
        all.stream()
            .limit(MAX_NAMES)
            .map(IntegrationHistory::name)
            .collect(Collectors.joining(", "));
    String more = all.size() > MAX_NAMES ? " or " + (all.size() - MAX_NAMES) + " more" : "";
    return new Violation(
        change.member(),
        change.integration(),
        "is no integration of this org",
        all.isEmpty()
            ? "None is known yet: no event log file of the last 28 days was read."
            : "Write the id or the name of one: " + names + more + ".");
  }

  private static Violation ambiguous(IntegrationChange change, List<IntegrationHistory> found) {
    return new Violation(
        change.member(),
        change.integration(),
        "is the name of " + found.size() + " integrations",
        "Write the id of one: "
            + found.stream().map(IntegrationHistory::id).collect(Collectors.joining(", "))
            + ".");
  }
}

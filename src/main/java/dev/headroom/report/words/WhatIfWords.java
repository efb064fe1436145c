package dev.headroom.report.words;

import dev.headroom.alert.Levels;
import dev.headroom.alert.Severity;
import dev.headroom.limits.LimitName;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.ChangedIntegrations;
import dev.headroom.whatif.IntegrationChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A what-if answer in words, made from its numbers. Times are GMT. */
public final class WhatIfWords {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  /** From this many hours of a day on, unseen hours are not worth mentioning. */
  private static final int WELL_READ = 20;

  private WhatIfWords() {}

  /** Returns what would happen, with the limit's own name. */
  public static String of(Answer answer) {
    return of(answer, LimitName::value);
  }

  /**
   * What would come of it.
   *
   * @param label what a limit is called
   */
  public static String of(Answer answer, Function<LimitName, String> label) {
    return switch (answer) {
      case Answer.Unknown u -> label.apply(u.limit()) + " cannot be projected. " + reason(u);
      case Answer.Told t -> peak(t, label.apply(t.limit())) + " " + risk(t) + " " + grounds(t);
    };
  }

  /**
   * Returns whether the change fits, and which levels it reaches first on which day: {@code It
   * fits, but reaches attention (60 %) on Mon 30 Nov. Without it: no level.}
   *
   * @param levels of the limit
   */
  public static String verdict(Answer.Told t, Levels levels) {
    List<String> after = reached(t, levels, true);
    List<String> before = reached(t, levels, false);
    boolean fits = t.after().daysAtRisk().isEmpty();
    String end = after.equals(before) ? " So it does without it." : "";
    if (after.isEmpty()) {
      return "It fits: no level is reached %s.%s"
          .formatted(
              span(t.days().size()),
              before.isEmpty() ? "" : " Without it: " + String.join(", ", before) + ".");
    }
    return "%s %s.%s"
        .formatted(
            fits ? "It fits, but reaches" : "It does not fit. It reaches",
            String.join(", ", after),
            !end.isEmpty()
                ? end
                : " Without it: "
                    + (before.isEmpty() ? "no level" : String.join(", ", before))
                    + ".");
  }

  /** The levels that are reached, each with the first day. */
  private static List<String> reached(Answer.Told t, Levels levels, boolean changed) {
    List<String> reached = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      double threshold = levels.threshold(severity);
      t.days().stream()
          .filter(
              day ->
                  100 * (changed ? day.peakAfter() : day.peakBefore())
                      >= threshold * (changed ? t.maxThen() : t.max()))
          .findFirst()
          .ifPresent(
              day ->
                  reached.add(
                      "%s on %s"
                          .formatted(
                              severity == Severity.EXHAUSTED
                                  ? "100 %"
                                  : severity.word() + " (" + level(threshold) + ")",
                              DAY.format(day.date()))));
    }
    return reached;
  }

  private static String level(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %";
  }

  private static String peak(Answer.Told t, String limit) {
    return "%s would peak at %s of %s (%s) on %s, instead of %s of %s (%s)."
        .formatted(
            limit,
            number(t.after().peakUsed()),
            number((double) t.maxThen()),
            percent(t.after().peakPercent()),
            MOMENT.format(t.after().peakAt()),
            number(t.before().peakUsed()),
            number((double) t.max()),
            percent(t.before().peakPercent()));
  }

  private static String risk(Answer.Told t) {
    int days = t.days().size();
    int after = t.after().daysAtRisk().size();
    int before = t.before().daysAtRisk().size();
    Instant first = t.after().firstExhaustion();
    if (first == null) {
      return before == 0
          ? "It would not run out %s.".formatted(span(days))
          : "With this change it would not run out %s. Without it: on %s."
              .formatted(span(days), dayCount(before));
    }
    LocalDate day = t.after().daysAtRisk().getFirst();
    Answer.Day worst =
        t.days().stream().filter(d -> d.date().equals(day)).findFirst().orElseThrow();
    return "With this change it could run out %s, first on %s%s. Without it: %s."
        .formatted(
            days == 1 ? "today" : "on %d of the next %d days".formatted(after, days),
            MOMENT.format(first),
            worst.compared() > 1
                ? " (it would have on %d of the last %d %s)"
                    .formatted(worst.outAfter(), worst.compared(), name(t, worst))
                : "",
            before == 0 ? "never" : "on " + dayCount(before));
  }

  private static String span(int days) {
    return days == 1 ? "today" : "in the next " + days + " days";
  }

  private static String name(Answer.Told t, Answer.Day day) {
    return t.weekly() ? day.weekday().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s" : "days";
  }

  private static String grounds(Answer.Told t) {
    String held =
        t.since() == null
            ? "Based on %s of history".formatted(dayCount(t.history()))
            : "Based on %s since %s"
                .formatted(dayCount(t.history()), another(t.since(), t.byOrg()));
    String days = t.weekly() ? held : held + ", so weekdays are not distinguished";
    return t.history() == 0 || t.hoursRead() >= WELL_READ
        ? days + "."
        : "%s. The org was read in %d of 24 hours per day, so peaks may be higher."
            .formatted(days, t.hoursRead());
  }

  /** Returns why there is no answer. */
  public static String reason(Answer.Unknown unknown) {
    Instant since = unknown.since();
    return since == null
        ? unknown.reason()
        : unknown.reason()
            + " Readings from before "
            + another(since, unknown.byOrg())
            + " are ignored.";
  }

  /** What a change of an integration was taken to be, in a sentence or two. */
  public static String assumed(ChangedIntegrations.Assumption a) {
    String now =
        "%s makes %s calls on an average day (of %s)"
            .formatted(a.name(), number(a.perDay()), dayCount(a.knownDays()));
    return switch (a.change()) {
      case IntegrationChange.Without w -> now + "; these stay away.";
      case IntegrationChange.Moved m ->
          now
              + "; these come %s %s."
                  .formatted(length(m.by().abs()), m.by().isNegative() ? "earlier" : "later");
      case IntegrationChange.ByBulk b ->
          now
              + "; with each hour's calls as one Bulk API 2.0 job of %d requests it makes %s."
                  .formatted(ChangedIntegrations.REQUESTS_A_JOB, number(a.perDayThen()))
              + " This takes each call for one record; jobs count against Bulk limits of their own.";
    };
  }

  private static String length(Duration by) {
    return by.toMinutesPart() == 0 ? by.toHours() + " h" : by.toMinutes() + " min";
  }

  private static String another(Instant since, boolean byOrg) {
    return "%s on %s"
        .formatted(
            byOrg ? "another org answered" : "it became another limit",
            LocalDate.ofInstant(since, ZoneOffset.UTC));
  }

  private static String dayCount(int days) {
    return days + (days == 1 ? " day" : " days");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  /** Rounded down: use below the maximum is never shown as 100 %. */
  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(value * 10) / 10);
  }
}

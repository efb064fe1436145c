package dev.headroom.report.words;

import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.CapacityPlan.Gap;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.CapacityPlan.Passing;
import dev.headroom.usage.Trend;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts an org's usage into sentences with its numbers. */
public final class UsageWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private UsageWords() {}

  /** Returns whether the allocation suffices, and until when. */
  public static String summary(CapacityPlan plan) {
    if (plan.knownDays() == 0) {
      return "No day of this org's usage is known yet, so there is no plan.";
    }
    if (plan.allocation().isEmpty()) {
      return "The integrations make %s calls on a typical day and %s when all are busy at once."
          .formatted(number(plan.typical()), number(plan.busy()));
    }
    return "A typical day takes %s of the allocation, a day on which all are busy %s. %s"
        .formatted(
            percent(plan.percent(plan.typical())),
            percent(plan.percent(plan.busy())),
            passing(plan));
  }

  private static String passing(CapacityPlan plan) {
    String margin =
        "the comfortable %s calls (%d %%)"
            .formatted(number(plan.comfortable().orElse(0)), CapacityPlan.COMFORTABLE_PERCENT);
    return switch (plan.passing()) {
      case Passing.Passed p -> "That is more than " + margin + " already.";
      case Passing.On on ->
          "At present growth a typical day passes %s on %s.".formatted(margin, day(on.day()));
      case Passing.NotSoon n ->
          "At present growth a typical day stays below %s for a year.".formatted(margin);
      case Passing.NoGrowth n ->
          "Nothing grows by more than chance, so typical days stay below %s.".formatted(margin);
      case Passing.Unknown u -> "It stays below %s today; growth is not known.".formatted(margin);
    };
  }

  /** Returns what is needed, and the two ways to get it. */
  public static String needs(Needs needs) {
    return "In %d days a typical day will take %s calls and a busy one %s."
            .formatted(
                CapacityPlan.PLANNED_DAYS, number(needs.typicalThen()), number(needs.busyThen()))
        + " Either buy an add-on of %s calls a day, or save %s calls a day."
            .formatted(number(needs.addOn()), number(needs.toSave()));
  }

  /** Returns whether the findings cover the need. */
  public static String savings(Needs needs) {
    if (needs.savings().isEmpty()) {
      return "No finding saves any calls, so only an add-on remains.";
    }
    long sum = needs.savings().stream().mapToLong(s -> s.waste().perDay()).sum();
    String together =
        "Together they save %s calls a day%s"
            .formatted(
                number(needs.saved()),
                sum > needs.saved() ? " (some of them are about the same calls)" : "");
    return needs.savingsDo()
        ? together + ", which is enough."
        : together
            + ", %s short. With them, an add-on of %s calls a day is enough."
                .formatted(number(needs.toSave() - needs.saved()), number(needs.addOnBesides()));
  }

  /** Returns what is not known, one sentence each. */
  public static List<String> gaps(CapacityPlan plan) {
    return plan.gaps().stream().map(gap -> gap(gap)).toList();
  }

  private static String gap(Gap gap) {
    String days = gap.days() == 1 ? "1 day" : gap.days() + " days";
    return switch (gap.kind()) {
      case NO_DAYS -> "No event log file of the last " + days + " was read.";
      case NO_ALLOCATION ->
          "The allocation is not known: DailyApiRequests of this org was never read.";
      case UNKNOWN_DAYS ->
          "Since the first known day nothing is known of %s: no event log file was read. Unknown days are left out, not taken for 0."
              .formatted(days);
      case PARTIAL_DAYS -> "Of %s only a part could be read.".formatted(days);
      case UNCOMPARED_DAYS ->
          "Calls in no event log file are not known for %s: the counter was not read at their end."
              .formatted(days);
      case FEW_DAYS ->
          "Only %s %s known. Growth can be told from 8 days on."
              .formatted(days, gap.days() == 1 ? "is" : "are");
    };
  }

  /** Returns an integration's trend, in a word and its growth: {@code growing, +22 % a week}. */
  public static String trend(Trend trend) {
    String word = word(trend.status());
    return switch (trend.status()) {
      case GROWING, SHRINKING ->
          trend.changePerWeekPercent().isPresent()
              ? word + ", " + change(trend.changePerWeekPercent().getAsDouble())
              : word;
      case NEW -> word + " since " + day(trend.since());
      case STOPPED -> word + ", last call " + day(trend.lastSeen());
      case STEADY -> word;
    };
  }

  /** Returns the word used in the API. */
  public static String word(Trend.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Returns {@code +22 % a week}. */
  public static String change(double percentPerWeek) {
    return String.format(Locale.ROOT, "%+,.0f %% a week", percentPerWeek);
  }

  /** Returns {@code 25 Nov 2026}. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Returns when a finding was first and last seen. */
  public static String seen(LocalDate first, LocalDate last) {
    return first.equals(last)
        ? "seen on " + day(first)
        : "first seen %s, last seen %s".formatted(day(first), day(last));
  }

  /** Returns since when a finding is gone; empty while it is not. */
  public static String gone(Optional<LocalDate> gone) {
    return gone.map(day -> "gone since " + day(day)).orElse("");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", value.getAsDouble())
        : "an unknown share";
  }
}

package dev.headroom.words;

import dev.headroom.alert.Foresight;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import dev.headroom.forecast.Relief;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Puts projections into words, for messages, pages and the API alike. Times are GMT.
 *
 * <p>The wording depends only on the probability: from {@link #LIKELY} on something is likely and
 * has a percentage; below it, it could happen, one time in so many.
 */
public final class ProjectionWords {
  /** The probability from which an exhaustion is called likely, and may be set in bold. */
  public static final double LIKELY = 0.5;

  /** From here on it is very likely. */
  private static final double VERY_LIKELY = 0.9;

  /** Below this there is only a small chance. */
  private static final double SMALL = 0.1;

  /** Above this many times the usual, the exact factor is of no use to anyone. */
  private static final double MANY = 100;

  /** From this many times the usual on, use is above it. */
  private static final double ABOVE = 1.15;

  private static final String POOR =
      "; recent forecasts of this limit missed, so treat the times as approximate";

  private ProjectionWords() {}

  /** Returns whether an exhaustion with that probability is called likely. */
  public static boolean isLikely(double probability) {
    return probability >= LIKELY;
  }

  /**
   * Returns when, and how likely: {@code likely out around 14:20 GMT (83 %)}, or {@code could run
   * out around 06:00 GMT (1 in 4)}.
   */
  public static String end(Instant at, double probability, Instant now) {
    return "%s around %s GMT (%s)"
        .formatted(verb(probability), Moments.near(at, now), chance(probability));
  }

  /**
   * Returns why exhaustion is expected, when, and how likely: {@code since 09:40 usage runs at 3.1x
   * a normal Tuesday; likely out around 14:20, between 13:50 and 15:30 GMT (83 %)}. A limit whose
   * forecasts have recently been poor says so.
   *
   * @param slot of the reading
   */
  public static String why(Foresight.Exhaustion e, Instant slot) {
    return switch (e.why()) {
      case Foresight.Worded w -> w.words();
      case Foresight.Numbers n ->
          grounds(n.grounds(), e.probability(), slot)
              + "; "
              + claim(e.earliest(), e.at(), e.latest(), e.probability(), slot)
              + (n.poor() ? POOR : "");
    };
  }

  /**
   * Returns the same for a projection.
   *
   * @param poor whether too few of its intervals have held
   */
  public static String why(Projection.Exhausting e, Instant slot, boolean poor) {
    return grounds(e.grounds(), e.probability(), slot) + "; " + claim(e, slot) + (poor ? POOR : "");
  }

  /** Returns the same as a sentence, starting with the claim. */
  public static String sentence(Projection.Exhausting e, Instant slot, boolean poor) {
    String sentence =
        claim(e, slot) + ": " + grounds(e.grounds(), e.probability(), slot) + (poor ? POOR : "");
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
  }

  private static String claim(Projection.Exhausting e, Instant slot) {
    return claim(e.earliest(), e.likely(), e.latest(), e.probability(), slot);
  }

  private static String claim(
      Instant earliest, Instant likely, Instant latest, double probability, Instant slot) {
    return "%s around %s, between %s and %s GMT (%s)"
        .formatted(
            verb(probability),
            Moments.near(likely, slot),
            Moments.near(earliest, slot),
            Moments.near(latest, slot),
            chance(probability));
  }

  private static String verb(double probability) {
    if (probability < SMALL) {
      return "a small chance to run out";
    }
    if (!isLikely(probability)) {
      return "could run out";
    }
    return probability < VERY_LIKELY ? "likely out" : "very likely out";
  }

  private static String grounds(Grounds grounds, double probability, Instant slot) {
    String day =
        DayOfWeek.from(slot.atZone(ZoneOffset.UTC)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return switch (grounds) {
      case Grounds.Surge s ->
          s.timesUsual() < ABOVE
              ? "since %s usage is above normal".formatted(Moments.near(s.since(), slot))
              : "since %s usage runs at %s a normal %s"
                  .formatted(Moments.near(s.since(), slot), times(s.timesUsual()), day);
      case Grounds.UsualCourse u -> usual(u, day, isLikely(probability));
      case Grounds.Growth g ->
          (g.ofPeaks() ? "its peaks grow by %s a day" : "it grows by %s a day")
              .formatted(amount(g.perDay()));
    };
  }

  /** A day that is no heavier than others is not a reason; the destination of its course is. */
  private static String usual(Grounds.UsualCourse u, String day, boolean likely) {
    String now = percent(u.used()) + " is used";
    if (u.peak() <= u.used()) {
      return now + (likely ? ", and a small rise" : ", and an unusual rise") + " would fill it";
    }
    String peak =
        u.peak() < 1
            ? "about " + percent(u.peak()) + " is expected at its peak"
            : "its expected course passes the limit";
    return u.timesUsual() >= ABOVE
        ? "usage today is %s a normal %s, and %s".formatted(times(u.timesUsual()), day, peak)
        : now + ", and " + peak;
  }

  /**
   * Returns how likely a limit is to run out that is not expected to.
   *
   * @param probability NaN if unknown
   * @param within {@code within 24 hours}, or the like; empty if unknown
   */
  public static String stable(double probability, String within) {
    String end = within.isEmpty() ? "" : " " + within;
    if (Double.isNaN(probability)) {
      return "Not expected to run out" + end + ".";
    }
    String chance = " (" + chance(probability) + ")";
    if (isLikely(probability)) {
      return "Likely to run out" + end + chance + ", but when cannot be told yet.";
    }
    return probability < 2 * SMALL
        ? "Not expected to run out" + end + chance + "."
        : "Could run out" + end + chance + ", which is too uncertain to name a time.";
  }

  /** Returns when there will be room again, or why that is not known. */
  public static String relief(Relief relief, Instant slot) {
    return switch (relief) {
      case Relief.Expected e ->
          "Recovery is expected %s GMT.%s"
              .formatted(interval(e, slot), wrong(e.wrongSoFar(), ", so do not count on this one"));
      case Relief.NotKnown n ->
          (isRefilled(n) ? "No recovery expected within 24 hours" : "Recovery cannot be predicted")
              + ": %s.%s".formatted(n.reason().words(), wrong(n.wrongSoFar(), ""));
    };
  }

  /** Returns the same in few words. */
  public static String briefly(Relief relief, Instant slot) {
    return switch (relief) {
      case Relief.Expected e -> "recovery " + interval(e, slot);
      case Relief.NotKnown n ->
          isRefilled(n) ? "no recovery within 24 h" : "recovery not predictable";
    };
  }

  /** Then it stays full for a day at least. */
  private static boolean isRefilled(Relief.NotKnown relief) {
    return relief.reason() == Relief.Reason.REFILLED;
  }

  private static String interval(Relief.Expected e, Instant slot) {
    String at = Moments.near(e.likely(), slot);
    return e.likely().equals(e.earliest())
        ? "at " + at
        : "around %s, between %s and %s"
            .formatted(at, Moments.near(e.earliest(), slot), Moments.near(e.latest(), slot));
  }

  private static String wrong(int estimates, String so) {
    return switch (estimates) {
      case 0 -> "";
      case 1 -> " The earlier estimate was wrong" + so + ".";
      default -> " All %d earlier estimates were wrong%s.".formatted(estimates, so);
    };
  }

  /** Returns a gauge's habit: {@code reaches its cap on weekdays at 09:00 GMT}. */
  public static String habit(Recurrence habit) {
    String days = habit.days().words();
    return String.format(
        Locale.ROOT,
        "reaches its cap %s at %02d:00 %s",
        habit.days() == Recurrence.Days.DAILY ? days : "on " + days,
        habit.hour(),
        habit.zone().equals(ZoneOffset.UTC) ? "GMT" : habit.zone().getId());
  }

  /** Returns a shown probability: {@code 83 %} if likely, {@code 1 in 4} if not. */
  public static String chance(double probability) {
    if (isLikely(probability)) {
      return Math.round(100 * probability) + " %";
    }
    if (probability >= 0.45) {
      return "nearly 1 in 2";
    }
    return probability >= 0.37 ? "2 in 5" : "1 in " + Math.round(1 / probability);
  }

  private static String times(double factor) {
    return factor > MANY
        ? "more than " + (int) MANY + "x"
        : String.format(Locale.ROOT, "%.1fx", factor);
  }

  /** Truncated, not rounded: 99.9 % is not all. */
  private static String percent(double share) {
    return (long) Math.floor(100 * share + 1e-9) + " %";
  }

  private static String amount(double number) {
    return number >= 10
        ? String.format(Locale.ROOT, "%,d", Math.round(number))
        : String.format(Locale.ROOT, "%.1f", number);
  }
}

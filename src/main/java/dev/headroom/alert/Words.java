package dev.headroom.alert;

import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/** Says in words what a projection says in numbers. Times are GMT. */
public final class Words {
  /** Above so many times the usual, the exact factor tells nobody anything. */
  private static final double MANY = 100;

  private static final String POOR =
      "forecasts of this limit have been poor of late, so take the times for rough";

  private Words() {}

  /**
   * Why exhaustion is expected: {@code since 09:40 use runs at 3.1x the usual Tuesday; at this rate
   * the allocation ends at 14:20, between 13:50 and 15:30 GMT}.
   *
   * @param slot of the reading
   */
  public static String why(Projection.Exhausting e, Instant slot) {
    String end =
        "the allocation ends at %s, between %s and %s GMT"
            .formatted(
                Moments.near(e.likely(), slot),
                Moments.near(e.earliest(), slot),
                Moments.near(e.latest(), slot));
    String day =
        DayOfWeek.from(slot.atZone(ZoneOffset.UTC)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return switch (e.grounds()) {
      case Grounds.Surge s ->
          "since %s use runs at %s the usual %s; at this rate %s"
              .formatted(Moments.near(s.since(), slot), times(s.timesUsual()), day, end);
      case Grounds.UsualCourse u ->
          "use today is %s a usual %s; on this course %s"
              .formatted(times(u.timesUsual()), day, end);
      case Grounds.Growth g ->
          "it grows by %s a day; at this rate %s".formatted(amount(g.perDay()), end);
    };
  }

  /**
   * The same; a limit whose forecasts have been poor of late says so.
   *
   * @param poor whether too few of its intervals have held
   */
  public static String why(Projection.Exhausting e, Instant slot, boolean poor) {
    return poor ? why(e, slot) + "; " + POOR : why(e, slot);
  }

  /** A gauge's habit: {@code reaches its cap on weekdays at 09:00 GMT}. */
  public static String habit(Recurrence habit) {
    String days = habit.days().words();
    return String.format(
        Locale.ROOT,
        "reaches its cap %s at %02d:00 %s",
        habit.days() == Recurrence.Days.DAILY ? days : "on " + days,
        habit.hour(),
        habit.zone().equals(ZoneOffset.UTC) ? "GMT" : habit.zone().getId());
  }

  private static String times(double factor) {
    return factor > MANY
        ? "more than " + (int) MANY + "x"
        : String.format(Locale.ROOT, "%.1fx", factor);
  }

  private static String amount(double number) {
    return number >= 10
        ? String.format(Locale.ROOT, "%,d", Math.round(number))
        : String.format(Locale.ROOT, "%.1f", number);
  }
}

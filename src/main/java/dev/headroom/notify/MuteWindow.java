package dev.headroom.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A time of the week that recurs.
 *
 * <p>It follows the clock on the wall of its time zone. An hour that a change of clocks leaves out
 * mutes nothing, and an hour that occurs twice mutes both times: a moment is in the window if the
 * clock then shows a time that is.
 *
 * @param days on which it begins; empty is every day
 * @param from when it begins, inclusive
 * @param to when it ends, exclusive; not after {@code from} means on the next day, so that equal
 *     times are 24 hours
 */
public record MuteWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public MuteWindow {
    days = Set.copyOf(days);
  }

  /** Returns whether {@code moment} is in the window. */
  public boolean contains(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    if (from.isBefore(to)) {
      return isOn(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
    }
    return time.isBefore(to)
        ? isOn(local.getDayOfWeek().minus(1))
        : !time.isBefore(from) && isOn(local.getDayOfWeek());
  }

  /** Returns it in words: {@code mon and fri 22:00 to 06:00 Europe/Berlin}. */
  String inWords() {
    String on =
        days.isEmpty()
            ? "every day"
            : days.stream()
                .sorted()
                .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    return "%s %s to %s %s".formatted(on, from, to, zone);
  }

  private boolean isOn(DayOfWeek day) {
    return days.isEmpty() || days.contains(day);
  }
}

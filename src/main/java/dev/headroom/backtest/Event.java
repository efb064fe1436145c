package dev.headroom.backtest;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time at which a limit ran out. It begins with the first reading at or over the maximum after a
 * calm stretch, in which all readings were under 97 % of it: six hours, an hour for hourly limits,
 * a day for stocks and monthly limits. One that begins in the first hour of a limit's history is
 * not counted.
 *
 * @param start the first reading at or over the maximum
 * @param end the first reading under it for good; null if history ends before
 * @param warnings by method; none for a method without an open alert
 */
public record Event(
    LimitName limit, Instant start, @Nullable Instant end, Map<Method, Warning> warnings) {
  public Event {
    warnings = Map.copyOf(warnings);
  }

  /** Returns the alert of {@code method} that was already open; empty if none was. */
  public Optional<Warning> warning(Method method) {
    return Optional.ofNullable(warnings.get(method));
  }
}

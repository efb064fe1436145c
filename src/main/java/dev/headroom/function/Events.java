package dev.headroom.function;

import dev.headroom.fleet.Violation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads members that several events share. */
final class Events {
  private Events() {}

  /** Returns the instant of a tick. */
  static Instant time(@Nullable String time) {
    if (time == null) {
      throw missing("time", "Send the event of EventBridge Scheduler, with its time.");
    }
    return instant(time)
        .orElseThrow(
            () ->
                new InvalidEventException(
                    List.of(
                        new Violation(
                            "time",
                            time,
                            "not an instant",
                            "Write ISO 8601 with a zone, such as 2026-11-25T10:05:00Z."))));
  }

  /** Parses ISO 8601 with {@code Z} or an offset. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static InvalidEventException missing(String path, String remedy) {
    return new InvalidEventException(List.of(new Violation(path, null, "missing", remedy)));
  }
}

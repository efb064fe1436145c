package dev.headroom.cycle.ask;

import dev.headroom.fleet.Violation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time in the near future, as a person wrote it: an instant, or a duration from now. */
final class AskedTime {
  private static final int MAX_SHOWN = 100;

  private AskedTime() {}

  /**
   * Returns the time that {@code text} names, to the second; null after a violation.
   *
   * @param member the name of the member
   * @param maxDays how far ahead it may lie
   */
  static @Nullable Instant read(
      String member, @Nullable String text, Instant now, int maxDays, List<Violation> violations) {
    String remedy =
        "Write a time such as 2026-11-25T18:00:00Z or a duration such as PT2H, at most "
            + maxDays
            + " days ahead.";
    if (text == null || text.isBlank()) {
      violations.add(new Violation(member, null, "is missing", remedy));
      return null;
    }
    Optional<Instant> until = parse(text.strip(), now);
    boolean fits =
        until
            .filter(at -> at.isAfter(now) && !at.isAfter(now.plus(Duration.ofDays(maxDays))))
            .isPresent();
    if (!fits) {
      violations.add(
          new Violation(
              member,
              text.length() > MAX_SHOWN ? null : text,
              until.isEmpty()
                  ? "is neither a time nor a duration"
                  : "is not within " + maxDays + " days from now",
              remedy));
    }
    return fits ? until.get() : null;
  }

  private static Optional<Instant> parse(String text, Instant now) {
    try {
      Instant at =
          text.startsWith("P") || text.startsWith("p")
              ? now.plus(Duration.parse(text))
              : Instant.parse(text);
      return Optional.of(at.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}

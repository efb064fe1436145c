package dev.headroom.cycle.poll;

import java.time.Duration;

/**
 * The time that an invocation has left. A function that is stopped in the middle hands back all of
 * its messages; one that stops in time hands back those that it could not complete.
 */
@FunctionalInterface
public interface TimeLeft {
  /** For processes that nobody stops. */
  TimeLeft UNLIMITED = () -> Duration.ofDays(1);

  /** Kept for the commit of what was read, and for the answer. */
  Duration MIN_TO_END = Duration.ofSeconds(3);

  /** With less than this, no org is begun: its reading would hardly be complete in time. */
  Duration MIN_TO_BEGIN = MIN_TO_END.plusSeconds(3);

  /** Returns the time until the invocation is stopped; may be negative. */
  Duration now();

  /**
   * Does nothing if there is time to read an org.
   *
   * @throws OutOfTimeException if there is not
   */
  default void begin() {
    if (now().compareTo(MIN_TO_BEGIN) < 0) {
      throw new OutOfTimeException(
          "the invocation's time was used up before the org's turn; the message is handed back");
    }
  }

  /** Returns {@code most}, or what is left for a reading if that is less. */
  default Duration orLess(Duration most) {
    Duration left = now().minus(MIN_TO_END);
    return left.compareTo(most) < 0 ? left.isNegative() ? Duration.ZERO : left : most;
  }

  /**
   * Tells an org that was too slow from an invocation that was too short: does nothing if the org
   * had {@code most}, all the time that any org gets.
   *
   * @throws OutOfTimeException if it had less
   */
  default void giveUpAfter(Duration had, Duration most) {
    if (had.compareTo(most) < 0) {
      throw new OutOfTimeException(
          "the invocation's time ended before the org had answered; the message is handed back");
    }
  }

  /** The invocation ends too soon for an org. That says nothing about the org. */
  final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    private OutOfTimeException(String detail) {
      super(detail);
      this.detail = detail;
    }

    String detail() {
      return detail;
    }
  }
}

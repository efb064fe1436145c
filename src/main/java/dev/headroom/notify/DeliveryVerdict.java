package dev.headroom.notify;

import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryResult.RejectKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of a delivery after an attempt. Pure. */
public final class DeliveryVerdict {
  private DeliveryVerdict() {}

  /**
   * Returns the delivery after its attempt.
   *
   * @param held as it was claimed
   * @param resolve whether it ends the episode: afterwards no target believes it to be open
   * @param toldBefore whether the target knew of the episode before
   * @param parked whether the target is parked or disabled, before the attempt or because of it
   * @param now when the attempt ended
   * @param dice 0 inclusive to 1 exclusive, for the jitter
   */
  public static Delivery of(
      Delivery held,
      boolean resolve,
      boolean toldBefore,
      DeliveryResult result,
      boolean parked,
      Instant now,
      double dice) {
    boolean told = !resolve && (toldBefore || held.maybeReceived());
    return switch (result) {
      case DeliveryResult.Accepted a ->
          held.delivered(
              a.receipt(),
              !resolve,
              a.note() == null ? null : new Problem(Problem.NOTE, a.note(), now),
              now);
      case DeliveryResult.Retryable r -> {
        boolean received = r.maybeReceived();
        Problem problem = problem(held, result, now);
        yield parked
            ? held.parked(problem, received, now)
            : givesUp(held, now)
                ? held.failed(Status.FAILED, told || (!resolve && received), received, problem)
                : held.postponed(due(held, r.retryAfter(), now, dice), problem, received);
      }
      case DeliveryResult.Rejected r -> {
        Problem problem = problem(held, result, now);
        yield r.kind() == RejectKind.POISON
            ? held.failed(Status.REJECTED, told, false, problem)
            : parked
                ? held.parked(problem, false, now)
                : givesUp(held, now)
                    ? held.failed(Status.FAILED, told, false, problem)
                    : held.postponed(due(held, null, now, dice), problem, false);
      }
      case DeliveryResult.Gone g -> held.parked(problem(held, result, now), false, now);
    };
  }

  /**
   * Returns the delivery's problem after {@code result}, which is not a success; it began when
   * attempts began to end like this one.
   */
  public static Problem problem(Delivery held, DeliveryResult result, Instant now) {
    return switch (result) {
      case DeliveryResult.Accepted a ->
          throw new IllegalArgumentException("nothing is wrong with " + held.ref());
      case DeliveryResult.Retryable r -> problem(held, r.kind().word(), r.detail(), now);
      case DeliveryResult.Rejected r -> problem(held, r.kind().word(), r.detail(), now);
      case DeliveryResult.Gone g -> problem(held, "gone", g.detail(), now);
    };
  }

  private static Problem problem(Delivery held, String kind, String detail, Instant now) {
    Problem before = held.problem();
    return new Problem(
        kind, detail, now, before != null && before.kind().equals(kind) ? before.since() : now);
  }

  /**
   * Returns when a failed delivery is retried. {@code Retry-After} makes it later, never earlier.
   *
   * @param retryAfter what the target asked for; null if it did not
   * @param dice 0 inclusive to 1 exclusive, for the jitter
   */
  public static Instant due(
      Delivery held, @Nullable Duration retryAfter, Instant now, double dice) {
    Duration wait = Backoff.delay(held.attempts(), sinceFirst(held, now), dice);
    Instant due =
        now.plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
    // Stored in milliseconds, and never early.
    return due.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns whether {@code held} is given up after {@code result}, unless its target is parked. */
  public static boolean isGivenUp(Delivery held, DeliveryResult result, Instant now) {
    return switch (result) {
      case DeliveryResult.Accepted a -> false;
      case DeliveryResult.Gone g -> false;
      case DeliveryResult.Retryable r -> givesUp(held, now);
      case DeliveryResult.Rejected r -> r.kind() != RejectKind.POISON && givesUp(held, now);
    };
  }

  private static boolean givesUp(Delivery held, Instant now) {
    return Backoff.givesUp(sinceFirst(held, now));
  }

  private static Duration sinceFirst(Delivery held, Instant now) {
    Instant first = held.firstAttemptAt();
    return first == null ? Duration.ZERO : Duration.between(first, now);
  }
}

package dev.headroom.notify;

import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a delivery after an attempt. Pure. */
public final class Verdict {
  private Verdict() {}

  /**
   * The delivery after its attempt.
   *
   * @param held as it was claimed
   * @param resolve whether it ends the episode: nothing is told to be open after it
   * @param toldBefore whether the target knew of the episode before
   * @param now when the attempt was over
   * @param dice 0 inclusive to 1 exclusive, for the jitter
   */
  public static Delivery of(
      Delivery held,
      boolean resolve,
      boolean toldBefore,
      DeliveryResult result,
      Instant now,
      double dice) {
    boolean told = !resolve && (toldBefore || held.maybeReceived());
    return switch (result) {
      case DeliveryResult.Accepted a -> held.delivered(a.receipt(), !resolve);
      case DeliveryResult.Retryable r -> {
        Problem problem = new Problem(r.kind().word(), r.detail(), now);
        yield givesUp(held, now)
            ? held.failed(
                Status.FAILED, told || (!resolve && r.maybeReceived()), r.maybeReceived(), problem)
            : held.postponed(
                Status.PENDING, due(held, r.retryAfter(), now, dice), problem, r.maybeReceived());
      }
      case DeliveryResult.Rejected r -> {
        Problem problem = new Problem(r.kind().word(), r.detail(), now);
        yield switch (r.kind()) {
          case POISON -> held.failed(Status.REJECTED, told, false, problem);
          case CONFIG, UNUSABLE ->
              givesUp(held, now)
                  ? held.failed(Status.FAILED, told, false, problem)
                  : held.postponed(Status.PARKED, due(held, null, now, dice), problem, false);
        };
      }
      case DeliveryResult.Gone g ->
          held.failed(Status.DISABLED, told, false, new Problem("gone", g.detail(), now));
    };
  }

  private static boolean givesUp(Delivery held, Instant now) {
    return Backoff.givesUp(sinceFirst(held, now));
  }

  /** {@code Retry-After} makes it later, never earlier. */
  private static Instant due(
      Delivery held, @Nullable Duration retryAfter, Instant now, double dice) {
    Duration wait = Backoff.delay(held.attempts(), sinceFirst(held, now), dice);
    return now.plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
  }

  private static Duration sinceFirst(Delivery held, Instant now) {
    Instant first = held.firstAttemptAt();
    return first == null ? Duration.ZERO : Duration.between(first, now);
  }
}

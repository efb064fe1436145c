package dev.headroom.notify;

import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP status means for a delivery that did not succeed: one table for all targets. No
 * status is a success by itself; each target's documentation says what is.
 */
public final class Statuses {
  private Statuses() {}

  /**
   * Returns the result that {@code status} stands for. Redirects are a mistake in the settings,
   * since they are never followed.
   *
   * @param status 100 to 599; one from 200 to 299 is an answer that the target's documentation does
   *     not call a success
   * @param detail what was tried and what came back; becomes the result's
   * @param retryAfter what the answer's {@code Retry-After} asks for; counts only on 429 and 503
   */
  public static DeliveryResult judge(int status, String detail, @Nullable Duration retryAfter) {
    if (status >= 200 && status < 300) {
      // A gateway in front of the target may have changed the answer to a message that was
      // received.
      return new DeliveryResult.Retryable(RetryKind.UNEXPECTED, detail, null, true);
    }
    return switch (status) {
      case 429 -> new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, detail, retryAfter, false);
      case 503 -> new DeliveryResult.Retryable(RetryKind.SERVER, detail, retryAfter, false);
      // The gateway stopped waiting for the receiver of the request.
      case 504 -> new DeliveryResult.Retryable(RetryKind.TIMEOUT, detail, null, true);
      case 408, 425 -> new DeliveryResult.Retryable(RetryKind.TIMEOUT, detail, null, false);
      case 400, 413, 415, 422, 431 -> new DeliveryResult.Rejected(RejectKind.POISON, detail);
      default ->
          status >= 300 && status < 500
              ? new DeliveryResult.Rejected(RejectKind.CONFIG, detail)
              : new DeliveryResult.Retryable(RetryKind.SERVER, detail, null, false);
    };
  }
}

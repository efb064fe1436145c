package dev.headroom.notify;

import dev.headroom.notify.Trouble.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an attempt says about the target itself. Pure. */
public final class TargetVerdict {
  /** A target that may only be behind a broken gateway is parked after refusals for this long. */
  public static final Duration REFUSED_FOR = Duration.ofMinutes(10);

  private TargetVerdict() {}

  /**
   * Returns the trouble of {@code target} after an attempt; null if it accepts messages.
   *
   * @param holding the trouble that held it before, of which this attempt was a trial; null if
   *     there was none
   * @param failedSince when attempts of this delivery began to end as this one did
   * @param retryAt when the delivery would be retried if nothing were wrong with the target
   * @param lastSuccess when the target last accepted any message; asked for only if it matters
   * @param now when the attempt ended
   */
  public static @Nullable Trouble of(
      Target target,
      @Nullable Trouble holding,
      DeliveryResult result,
      Instant failedSince,
      Instant retryAt,
      Supplier<Optional<Instant>> lastSuccess,
      Instant now) {
    return switch (result) {
      case DeliveryResult.Accepted a -> null;
      // It may be well by now: that is not known yet.
      case DeliveryResult.Retryable r -> holding == null ? null : holding.triedAgainAt(retryAt);
      case DeliveryResult.Gone g ->
          holding == null
              ? Trouble.disabled(target, g.detail(), now)
              : holding.refused(Kind.DISABLED, g.detail(), now);
      case DeliveryResult.Rejected r ->
          switch (r.kind()) {
            // It read the message: the next one shows.
            case POISON -> holding == null ? null : holding.triedAgainAt(now);
            case UNUSABLE -> refused(target, holding, r.detail(), now);
            case CONFIG ->
                holding != null || isLasting(failedSince, lastSuccess, now)
                    ? refused(target, holding, r.detail(), now)
                    : null;
          };
    };
  }

  private static Trouble refused(
      Target target, @Nullable Trouble holding, String reason, Instant now) {
    return holding == null
        ? Trouble.parked(target, reason, now)
        : holding.refused(Kind.PARKED, reason, now);
  }

  /**
   * One message can be refused while others are accepted: then nothing is wrong with the target.
   */
  private static boolean isLasting(
      Instant failedSince, Supplier<Optional<Instant>> lastSuccess, Instant now) {
    return !failedSince.plus(REFUSED_FOR).isAfter(now)
        && lastSuccess.get().filter(at -> at.isAfter(failedSince)).isEmpty();
  }
}

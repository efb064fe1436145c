package dev.headroom.cycle.tell;

import dev.headroom.notify.Backoff;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryVerdict;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetVerdict;
import dev.headroom.notify.Trouble;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a target may be tried, and learns from the result. While a target is in trouble,
 * one delivery at a time is its trial.
 */
final class TargetGate {
  /** The precision of a target's last success: a write per delivery would be of no more use. */
  static final Duration SUCCESS_KEPT_EVERY = Duration.ofMinutes(1);

  private static final System.Logger LOG = System.getLogger(TargetGate.class.getName());

  private final TargetHealth health;
  private final Map<TargetId, Instant> successes = new ConcurrentHashMap<>();

  TargetGate(TargetHealth health) {
    this.health = health;
  }

  /** Whether a delivery may be tried. */
  sealed interface Pass {
    /**
     * It may.
     *
     * @param known what is stored about the target; null if nothing is
     * @param holding the trouble that holds it, of which the attempt is a trial; null if there is
     *     none
     */
    record Open(@Nullable Trouble known, @Nullable Trouble holding) implements Pass {}

    /** It may not, because of this trouble. */
    record Closed(Trouble trouble) implements Pass {}
  }

  /**
   * Returns whether {@code delivery} may be tried now. If it is a trial, no other begins in the
   * meantime.
   */
  Pass ask(Target target, Delivery delivery, Instant now) {
    Trouble known = health.find(target.id()).orElse(null);
    if (known == null || !known.isOf(target)) {
      return new Pass.Open(known, null);
    }
    if (known.isTrialDue(now)) {
      Optional<Trouble> tried = health.replaceIfUnchanged(known, known.tried(now));
      if (tried.isPresent()) {
        return new Pass.Open(tried.get(), tried.get());
      }
    }
    // The result of a trial that was cut off is unknown, so it is repeated.
    return delivery.leasedUntil() == null ? new Pass.Closed(known) : new Pass.Open(known, known);
  }

  /** Returns a trial that was not made. */
  void giveBack(Pass.Open pass, Instant now) {
    if (pass.holding() != null) {
      health.replaceIfUnchanged(pass.known(), pass.holding().triedAgainAt(now));
    }
  }

  /**
   * Records the result of an attempt.
   *
   * @param delivery as it was claimed
   * @param now when the attempt ended
   * @return whether the target is parked or disabled now
   */
  boolean learn(
      Target target,
      Pass.Open pass,
      Delivery delivery,
      DeliveryResult result,
      Instant now,
      double dice) {
    if (result instanceof DeliveryResult.Accepted) {
      accepted(target, pass, now);
      return false;
    }
    Duration retryAfter = result instanceof DeliveryResult.Retryable r ? r.retryAfter() : null;
    Trouble after =
        TargetVerdict.of(
            target,
            pass.holding(),
            result,
            DeliveryVerdict.problem(delivery, result, now).since(),
            DeliveryVerdict.due(delivery, retryAfter, now, dice),
            () -> health.lastSuccess(target.id()),
            now);
    if (after == null) {
      if (pass.holding() == null && DeliveryVerdict.isGivenUp(delivery, result, now)) {
        gaveUp(target, pass, delivery, result, now);
      }
      return false;
    }
    if (!after.equals(pass.known()) && health.replaceIfUnchanged(pass.known(), after).isPresent()) {
      tell(pass.holding(), after);
    }
    return true;
  }

  /** One message was given up: people are told, and no other is tried for as long in vain. */
  private void gaveUp(
      Target target, Pass.Open pass, Delivery delivery, DeliveryResult result, Instant now) {
    Instant first = delivery.firstAttemptAt();
    boolean works =
        health
            .lastSuccess(target.id())
            .filter(at -> first != null && at.isAfter(first))
            .isPresent();
    Trouble trouble =
        Trouble.gaveUp(
            target,
            "a message was given up after %d hours: %s"
                .formatted(
                    Backoff.GIVE_UP_AFTER.toHours(),
                    DeliveryVerdict.problem(delivery, result, now).detail()),
            works,
            now);
    if (health.replaceIfUnchanged(pass.known(), trouble).isPresent()) {
      tell(null, trouble);
    }
  }

  private void accepted(Target target, Pass.Open pass, Instant now) {
    Instant kept = successes.get(target.id());
    if (kept == null || !kept.plus(SUCCESS_KEPT_EVERY).isAfter(now)) {
      health.rememberSuccess(target.id(), now);
      successes.put(target.id(), now);
    }
    // The sweep releases what was held, and forgets the trouble only then.
    if (pass.holding() != null
        && health.replaceIfUnchanged(pass.known(), pass.holding().over()).isPresent()) {
      LOG.log(Level.INFO, "target {0} takes messages again", target.id());
    }
  }

  private static void tell(@Nullable Trouble before, Trouble after) {
    if (before == null || before.kind() != after.kind()) {
      LOG.log(
          Level.WARNING,
          "target {0} is {1}; \"manage resume {0}\" tries it at once. {2}",
          after.target(),
          after.kind().word(),
          after.reason());
    }
  }
}

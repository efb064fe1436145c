package dev.headroom.cycle.tell;

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
 * Says whether a target is to be tried, and learns from what came of it. While a target is in
 * trouble one delivery at a time is its trial.
 */
final class TargetGate {
  /** How exactly the last success of a target is kept: a write per delivery would tell no more. */
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
     * @param known what is stored of the target; null when nothing is
     * @param holding the trouble that holds it, of which the attempt is a trial; null when none
     *     does
     */
    record Open(@Nullable Trouble known, @Nullable Trouble holding) implements Pass {}

    /** It may not, because of this. */
    record Closed(Trouble trouble) implements Pass {}
  }

  /**
   * Whether {@code delivery} may be tried now. If it is a trial, no other one is begun meanwhile.
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
    // What came of a trial that was cut off nobody knows: it is made again.
    return delivery.leasedUntil() == null ? new Pass.Closed(known) : new Pass.Open(known, known);
  }

  /** Gives back a trial that was not made. */
  void giveBack(Pass.Open pass, Instant now) {
    if (pass.holding() != null) {
      health.replaceIfUnchanged(pass.known(), pass.holding().triedAgainAt(now));
    }
  }

  /**
   * Takes note of what came of an attempt.
   *
   * @param delivery as it was claimed
   * @param now when the attempt was over
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
      return false;
    }
    if (!after.equals(pass.known()) && health.replaceIfUnchanged(pass.known(), after).isPresent()) {
      tell(pass.holding(), after);
    }
    return true;
  }

  private void accepted(Target target, Pass.Open pass, Instant now) {
    Instant kept = successes.get(target.id());
    if (kept == null || !kept.plus(SUCCESS_KEPT_EVERY).isAfter(now)) {
      health.rememberSuccess(target.id(), now);
      successes.put(target.id(), now);
    }
    // What was held is let go by the sweep, which forgets the trouble only then.
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

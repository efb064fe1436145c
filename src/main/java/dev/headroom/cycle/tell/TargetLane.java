package dev.headroom.cycle.tell;

import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Lanes;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says when a delivery may be sent without its target being asked too fast, by any process. */
final class TargetLane {
  /**
   * How long a turn may be used after its time. If it were longer, the turns of a time in which
   * nothing was sent would all be used at once.
   */
  static final Duration TURN_KEPT = Duration.ofSeconds(3);

  private final Lanes lanes;
  private final Sender sender;

  TargetLane(Lanes lanes, Sender sender) {
    this.lanes = lanes;
    this.sender = sender;
  }

  /** Returns when {@code delivery} may be sent: {@code now} or earlier if it may be at once. */
  Instant turn(Target target, Delivery delivery, Instant now) {
    Instant turn = delivery.turn();
    return turn != null && turn.plus(TURN_KEPT).isAfter(now) && !isPaused(target, now)
        ? turn
        : lanes.takeTurn(target.id(), sender.pace(target), now);
  }

  private boolean isPaused(Target target, Instant now) {
    return lanes.pausedUntil(target.id()).filter(until -> until.isAfter(now)).isPresent();
  }

  /**
   * Pauses the lane if the target asked to be left alone.
   *
   * @param over when the attempt ended
   */
  void learn(Target target, DeliveryResult result, Instant over) {
    Optional<Duration> wait =
        result instanceof DeliveryResult.Retryable r
            ? Optional.ofNullable(r.retryAfter())
            : Optional.empty();
    wait.filter(Duration::isPositive)
        .ifPresent(time -> lanes.pause(target.id(), sender.pace(target), over.plus(time)));
  }
}

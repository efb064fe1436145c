package dev.headroom.forecast;

import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The worst projection of an org, small enough to be part of its state, so that every reader of the
 * state has it, even a process that has just started.
 *
 * @param next which limit runs out first; its forecast of use is not stored
 * @param asOf the slot of the reading it is based on
 */
public record Foreseen(NextExhaustion next, Instant asOf) {
  /** A smaller change of the probability does not matter to a reader; in hundredths. */
  private static final int PROBABILITY_STEP = 10;

  /** Times closer together than this count as equal: readings are five minutes apart. */
  private static final Duration LEAST_MOVE = Duration.ofMinutes(15);

  /** A time has moved when it did so by more than this share of the time left until it. */
  private static final int SHARE_LEFT = 4;

  /**
   * Returns whether someone who was shown {@code shown} should now be shown this instead. That is
   * so when
   *
   * <ul>
   *   <li>another limit comes first, or the kind of statement differs (it has run out, it will,
   *       none will, nothing is known);
   *   <li>the likely time, or the time when there is room again, has moved by more than a quarter
   *       of the time left until it and by more than 15 minutes;
   *   <li>the probability has changed by 0.1 or more;
   *   <li>the limit has run out again, or the reason why no time is known is another one.
   * </ul>
   *
   * The ends of the interval and the number of unknown limits change with every reading; they do
   * not count.
   */
  public boolean isNotablyUnlike(@Nullable Foreseen shown) {
    return shown == null || !isLike(next, shown.next, shown.asOf);
  }

  private static boolean isLike(NextExhaustion now, NextExhaustion shown, Instant shownAt) {
    return switch (now) {
      case NextExhaustion.Expected n ->
          shown instanceof NextExhaustion.Expected s
              && isSame(n.limit(), s.limit())
              && isNear(n.projection().likely(), s.projection().likely(), shownAt)
              && isNear(n.projection().probability(), s.projection().probability());
      case NextExhaustion.Out n ->
          shown instanceof NextExhaustion.Out s
              && isSame(n.limit(), s.limit())
              && n.since().equals(s.since())
              && isLike(n.relief(), s.relief(), shownAt);
      case NextExhaustion.NoneInSight n -> shown instanceof NextExhaustion.NoneInSight;
      case NextExhaustion.NotKnown n -> n.equals(shown);
    };
  }

  private static boolean isLike(Relief now, Relief shown, Instant shownAt) {
    return switch (now) {
      case Relief.Expected n ->
          shown instanceof Relief.Expected s && isNear(n.likely(), s.likely(), shownAt);
      case Relief.NotKnown n -> shown instanceof Relief.NotKnown s && n.reason() == s.reason();
    };
  }

  private static boolean isNear(double now, double shown) {
    return Math.abs(Math.round(100 * now) - Math.round(100 * shown)) < PROBABILITY_STEP;
  }

  private static boolean isSame(LimitName one, LimitName other) {
    return one.equals(other);
  }

  private static boolean isNear(Instant now, Instant shown, Instant shownAt) {
    Duration moved = Duration.between(shown, now).abs();
    Duration left = Duration.between(shownAt, shown).abs().dividedBy(SHARE_LEFT);
    return moved.compareTo(LEAST_MOVE) <= 0 || moved.compareTo(left) <= 0;
  }
}

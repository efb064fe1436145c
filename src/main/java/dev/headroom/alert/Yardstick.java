package dev.headroom.alert;

import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a limit of an org is judged by.
 *
 * @param levels of its use
 * @param horizons of its projection
 * @param pageFrom the probability, 0 to 1, from which a level that is only projected escalates
 * @param minimum how long use must reach a level before it opens; zero for at once, at most {@link
 *     #LONGEST_MINIMUM}
 * @param gauge whether the limit counts what exists now, and so fluctuates; see {@link
 *     ReachedLevel}
 * @param jump how fast use may rise; null if that does not matter, as for every gauge
 */
public record Yardstick(
    Levels levels,
    Horizons horizons,
    double pageFrom,
    Duration minimum,
    boolean gauge,
    @Nullable Jump jump) {
  /** The {@code pageFrom} of a policy that names none. */
  public static final double DEFAULT_PAGE_FROM = 0.5;

  /** The {@code minimum} of a gauge whose policy names none. */
  public static final Duration GAUGE_MINIMUM = Duration.ofMinutes(10);

  /** The longest {@code minimum}. */
  public static final Duration LONGEST_MINIMUM = Duration.ofDays(1);

  public Yardstick {
    jump = gauge ? null : jump;
    if (!isProbability(pageFrom) || !isMinimum(minimum)) {
      throw new IllegalArgumentException(
          "pageFrom %s, minimum %s do not make a yardstick".formatted(pageFrom, minimum));
    }
  }

  /** Creates a yardstick without a rule about jumps. */
  public Yardstick(
      Levels levels, Horizons horizons, double pageFrom, Duration minimum, boolean gauge) {
    this(levels, horizons, pageFrom, minimum, gauge, null);
  }

  /** Creates a yardstick for a limit that is not a gauge, with only levels and horizons. */
  public Yardstick(Levels levels, Horizons horizons) {
    this(levels, horizons, DEFAULT_PAGE_FROM, Duration.ZERO, false);
  }

  /** Returns the {@code minimum} of a limit whose policy names none. */
  public static Duration minimumByDefault(Window window) {
    return window == Window.CONCURRENT ? GAUGE_MINIMUM : Duration.ZERO;
  }

  /** Returns the same for a limit with the max of {@code reading}; see {@link Levels#at}. */
  public Yardstick at(@Nullable Reading reading) {
    Levels now = levels.at(reading);
    return now.equals(levels) ? this : new Yardstick(now, horizons, pageFrom, minimum, gauge, jump);
  }

  /** Returns whether {@code pageFrom} is from 0 to 1. */
  public static boolean isProbability(double pageFrom) {
    return pageFrom >= 0 && pageFrom <= 1;
  }

  /** Returns whether {@code minimum} is from zero to {@link #LONGEST_MINIMUM}. */
  public static boolean isMinimum(Duration minimum) {
    return !minimum.isNegative() && minimum.compareTo(LONGEST_MINIMUM) <= 0;
  }
}

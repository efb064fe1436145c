package dev.headroom.forecast;

import java.util.Arrays;

/** What a model says at one reading; one object reused. */
final class Outlook {
  enum Verdict {
    STABLE,
    EXHAUSTING,
    EXHAUSTED,
    UNKNOWN
  }

  Verdict verdict = Verdict.UNKNOWN;
  long earliest, likely, latest;

  /** That it is reached within 24 h. */
  double probability = Double.NaN;

  /** That it is reached within the horizon of the window. */
  double claim;

  final double[] low = new double[3];
  final double[] middle = new double[3];
  final double[] high = new double[3];
  boolean hasUse;
  UnknownReason unknown = UnknownReason.FIRST_READING;

  /** Seconds since 1970; {@link #NEVER} where it is not known. */
  long relief;

  /** Set with {@link Verdict#EXHAUSTING}. */
  Cause cause = Cause.USUAL;

  static final long NEVER = Long.MAX_VALUE;

  /** Gain a day of {@link Cause#GROWTH}. */
  double perDay;

  enum Cause {
    USUAL,
    SURGE,
    GROWTH
  }

  void clear() {
    verdict = Verdict.UNKNOWN;
    probability = Double.NaN;
    relief = NEVER;
    hasUse = false;
    Arrays.fill(low, 0);
    Arrays.fill(middle, 0);
    Arrays.fill(high, 0);
  }

  void use(int k, double lo, double mid, double hi) {
    low[k] = Math.max(0, Math.min(lo, mid));
    middle[k] = Math.max(0, mid);
    high[k] = Math.max(middle[k], hi);
    hasUse = true;
  }

  void stable() {
    verdict = Verdict.STABLE;
  }

  void exhausted() {
    verdict = Verdict.EXHAUSTED;
    probability = 1;
  }

  void unknown(UnknownReason why) {
    verdict = Verdict.UNKNOWN;
    unknown = why;
    probability = Double.NaN;
  }

  /** The limit runs out; the times are put in order, from {@code now} on. */
  void exhausting(Cause why, long now, double first, double middleTime, double last) {
    verdict = Verdict.EXHAUSTING;
    cause = why;
    likely = Math.max(now, (long) middleTime);
    earliest = Math.max(now, Math.min(likely, (long) first));
    latest = Math.max(likely, (long) last);
  }

  /** What was said some minutes ago is said at {@code now}. */
  void notBefore(long now) {
    earliest = Math.max(earliest, now);
    likely = Math.max(likely, now);
    latest = Math.max(latest, now);
    relief = Math.max(relief, now);
  }
}

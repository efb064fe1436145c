package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import java.util.Arrays;

/** What a model says at one reading; one object reused. */
public final class Outlook {
  public enum Verdict {
    STABLE,
    EXHAUSTING,
    EXHAUSTED,
    UNKNOWN
  }

  public Verdict verdict = Verdict.UNKNOWN;
  public long earliest, likely, latest;

  /** That it is reached within 24 h. */
  public double probability = Double.NaN;

  /** That it is reached within the horizon of the window. */
  public double claim = Double.NaN;

  public final double[] low = new double[3];
  public final double[] middle = new double[3];
  public final double[] high = new double[3];
  public boolean hasUse;
  public UnknownReason unknown = UnknownReason.FIRST_READING;

  /** What a claim is worth: 1, less when it is overdue or few days are known. */
  public double patience;

  /** The interval of the time of relief and its middle; {@link #NEVER} where it is not known. */
  public long reliefFirst, relief, reliefLast;

  /** Why it is not known. */
  public Relief.Reason reliefUnknown = Relief.Reason.REFILLED;

  /** Set with {@link Verdict#EXHAUSTING}. */
  public Cause cause = Cause.USUAL;

  public static final long NEVER = Long.MAX_VALUE;

  /** Gain a day of {@link Cause#GROWTH}, and whether it is that of the tops of a swing. */
  public double perDay;

  public boolean ofPeaks;

  /** The highest use that is expected within the horizon, with {@link Cause#USUAL}. */
  public double peak;

  public enum Cause {
    USUAL,
    SURGE,
    GROWTH
  }

  public void clear() {
    verdict = Verdict.UNKNOWN;
    probability = Double.NaN;
    claim = Double.NaN;
    patience = 1;
    reliefFirst = NEVER;
    relief = NEVER;
    reliefLast = NEVER;
    reliefUnknown = Relief.Reason.REFILLED;
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

  public void unknown(UnknownReason why) {
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

  /** Room is expected; the times are put in order, from {@code now} on. */
  public void relief(long now, double first, double middleTime, double last) {
    relief = Math.max(now, Math.round(middleTime));
    reliefFirst = Math.max(now, Math.min(relief, Math.round(first)));
    reliefLast = Math.max(relief, Math.round(last));
  }

  /** What was said some minutes ago is said at {@code now}. */
  public void notBefore(long now) {
    earliest = Math.max(earliest, now);
    likely = Math.max(likely, now);
    latest = Math.max(latest, now);
    reliefFirst = Math.max(reliefFirst, now);
    relief = Math.max(relief, now);
    reliefLast = Math.max(reliefLast, now);
  }
}

package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import java.util.Arrays;

/** What a model says at one reading; one object is reused. Times are seconds since 1970. */
final class Outlook {
  /** What happens to the limit. */
  enum State {
    STABLE,
    EXHAUSTING,
    EXHAUSTED,
    UNKNOWN
  }

  /** Why it runs out. */
  enum Cause {
    USUAL,
    SURGE,
    GROWTH
  }

  /** For relief at an unknown time. */
  static final long NEVER = Long.MAX_VALUE;

  private State state = State.UNKNOWN;
  private UnknownReason unknown = UnknownReason.FIRST_READING;
  private Cause cause = Cause.USUAL;
  private long earliest;
  private long likely;
  private long latest;
  private double withinDay = Double.NaN;
  private double claim = Double.NaN;
  private double patience = 1;
  private boolean hasUse;
  private final double[] low = new double[3];
  private final double[] middle = new double[3];
  private final double[] high = new double[3];
  private long reliefFirst = NEVER;
  private long relief = NEVER;
  private long reliefLast = NEVER;
  private Relief.Reason reliefUnknown = Relief.Reason.REFILLED;
  private double perDay;
  private boolean ofPeaks;
  private double peak;

  void clear() {
    state = State.UNKNOWN;
    withinDay = Double.NaN;
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

  State state() {
    return state;
  }

  boolean isExhausting() {
    return state == State.EXHAUSTING;
  }

  boolean isExhausted() {
    return state == State.EXHAUSTED;
  }

  void stable() {
    state = State.STABLE;
  }

  void exhausted() {
    state = State.EXHAUSTED;
    withinDay = 1;
  }

  void unknown(UnknownReason why) {
    state = State.UNKNOWN;
    unknown = why;
    withinDay = Double.NaN;
  }

  /** Returns why nothing is known, if {@link #state} says so. */
  UnknownReason unknown() {
    return unknown;
  }

  /** The limit runs out; the times are put in order and not before {@code now}. */
  void exhausting(Cause why, long now, double first, double middleTime, double last) {
    state = State.EXHAUSTING;
    cause = why;
    likely = Math.max(now, (long) middleTime);
    earliest = Math.max(now, Math.min(likely, (long) first));
    latest = Math.max(likely, (long) last);
  }

  Cause cause() {
    return cause;
  }

  long earliest() {
    return earliest;
  }

  long likely() {
    return likely;
  }

  long latest() {
    return latest;
  }

  /** Sets the probability that the maximum is reached within 24 h; NaN while unknown. */
  void withinDay(double probability) {
    withinDay = probability;
  }

  double withinDay() {
    return withinDay;
  }

  /**
   * Sets the probability that the maximum is reached within the window's horizon.
   *
   * @param worth of the claim: 1, less when it is overdue or few days are known
   */
  void claims(double probability, double worth) {
    claim = probability;
    patience = worth;
  }

  /** Returns the claim weighted by its worth; NaN while unknown. */
  double claim() {
    return claim * patience;
  }

  /** Sets the band of use at the {@code k}th horizon, in order. */
  void use(int k, double lo, double mid, double hi) {
    low[k] = Math.max(0, Math.min(lo, mid));
    middle[k] = Math.max(0, mid);
    high[k] = Math.max(middle[k], hi);
    hasUse = true;
  }

  /** Omits the bands of use if too little is known for them. */
  void useOnlyIf(boolean enoughIsKnown) {
    hasUse &= enoughIsKnown;
  }

  boolean hasUse() {
    return hasUse;
  }

  double low(int k) {
    return low[k];
  }

  double middle(int k) {
    return middle[k];
  }

  double high(int k) {
    return high[k];
  }

  /** Room is expected; the times are put in order and not before {@code now}. */
  void relief(long now, double first, double middleTime, double last) {
    relief = Math.max(now, Math.round(middleTime));
    reliefFirst = Math.max(now, Math.min(relief, Math.round(first)));
    reliefLast = Math.max(relief, Math.round(last));
  }

  /** Sets why the time of relief is unknown. */
  void reliefNotKnown(Relief.Reason why) {
    reliefUnknown = why;
  }

  Relief.Reason reliefUnknown() {
    return reliefUnknown;
  }

  boolean hasRelief() {
    return relief != NEVER;
  }

  long reliefFirst() {
    return reliefFirst;
  }

  long relief() {
    return relief;
  }

  /** Returns the end of the relief interval; {@link #NEVER} if no time is given. */
  long reliefLast() {
    return reliefLast;
  }

  /**
   * Sets the grounds for {@link Cause#GROWTH}.
   *
   * @param aDay gain per day
   * @param byPeaks whether it is the gain of the peaks of a swing
   */
  void gains(double aDay, boolean byPeaks) {
    perDay = aDay;
    ofPeaks = byPeaks;
  }

  double perDay() {
    return perDay;
  }

  boolean ofPeaks() {
    return ofPeaks;
  }

  /** Sets the grounds for {@link Cause#USUAL}: the highest use expected within the horizon. */
  void peak(double highest) {
    peak = highest;
  }

  double peak() {
    return peak;
  }

  /** Moves what was said some minutes ago to {@code now}. */
  void notBefore(long now) {
    earliest = Math.max(earliest, now);
    likely = Math.max(likely, now);
    latest = Math.max(latest, now);
    reliefFirst = Math.max(reliefFirst, now);
    relief = Math.max(relief, now);
    reliefLast = Math.max(reliefLast, now);
  }
}

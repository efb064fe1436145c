package dev.headroom.backtest;

/**
 * How often 90 % intervals of use held.
 *
 * @param judged how many fell due
 * @param held how many of them contained the reading
 */
public record Held(long judged, long held) {
  /** Nothing fell due. */
  public static final Held NONE = new Held(0, 0);

  /** Returns the share that held; NaN if none fell due. */
  public double share() {
    return (double) held / judged;
  }

  Held plus(Held other) {
    return new Held(judged + other.judged, held + other.held);
  }
}

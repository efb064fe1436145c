package dev.headroom.backtest;

/**
 * How often 90 % intervals of use held.
 *
 * @param judged how many fell due
 * @param held how many of them the reading lay in
 */
public record Held(long judged, long held) {
  /** Nothing fell due. */
  public static final Held NONE = new Held(0, 0);

  /** Share that held; NaN when none fell due. */
  public double share() {
    return (double) held / judged;
  }

  Held plus(Held other) {
    return new Held(judged + other.judged, held + other.held);
  }
}

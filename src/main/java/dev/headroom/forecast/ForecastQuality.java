package dev.headroom.forecast;

/** How often the 90 % intervals of a limit's forecasts have held, by horizon. */
public record ForecastQuality(Held in1h, Held in4h, Held in12h) {
  /** How many forecasts must have fallen due before their quality is reported. */
  private static final int ENOUGH = 40;

  private static final double POOR = 0.8;

  /** The weight of a forecast relative to the next one. */
  public static final double KEEP = 0.99;

  /** Nothing has fallen due yet. */
  static final ForecastQuality NONE =
      new ForecastQuality(
          new Held(Double.NaN, 0), new Held(Double.NaN, 0), new Held(Double.NaN, 0));

  /**
   * The intervals of one horizon.
   *
   * @param share of about the last hundred that held, recent ones weighted more; NaN before the
   *     first
   * @param judged how many the share is based on, at most 100
   */
  public record Held(double share, double judged) {
    /** The count stops here: one more hardly changes the share. */
    public static final int MOST = 500;

    /** Whether too few intervals held: they are being widened and are not reliable. */
    public boolean isPoor() {
      return judged >= ENOUGH && share < POOR;
    }

    /** Returns how many forecasts have fallen due, at most 500. */
    public int forecasts() {
      double newest = 1 - judged * (1 - KEEP);
      return newest <= 0
          ? MOST
          : (int) Math.min(MOST, Math.round(Math.log(newest) / Math.log(KEEP)));
    }
  }

  /** Whether the forecasts of this limit have been poor at any horizon. */
  public boolean isPoor() {
    return in1h.isPoor() || in4h.isPoor() || in12h.isPoor();
  }
}

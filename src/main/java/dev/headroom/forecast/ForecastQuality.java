package dev.headroom.forecast;

/** How often the 90 % intervals of a limit's forecasts have held, by horizon. */
public record ForecastQuality(Held in1h, Held in4h, Held in12h) {
  /** So many forecasts must have fallen due before one speaks of their quality. */
  private static final int ENOUGH = 40;

  private static final double POOR = 0.8;

  /** What a forecast counts against the one after it. */
  public static final double KEEP = 0.99;

  /** Nothing has fallen due yet. */
  static final ForecastQuality NONE =
      new ForecastQuality(
          new Held(Double.NaN, 0), new Held(Double.NaN, 0), new Held(Double.NaN, 0));

  /**
   * The intervals of one horizon.
   *
   * @param share of the last hundred or so that held, recent ones counting more; NaN before the
   *     first
   * @param judged how many that rests on, at most 100
   */
  public record Held(double share, double judged) {
    /** More are not counted: one more counts next to nothing. */
    public static final int MOST = 500;

    /**
     * Fewer held than should have: the intervals are being widened, and are not to be relied on.
     */
    public boolean isPoor() {
      return judged >= ENOUGH && share < POOR;
    }

    /** How many forecasts have fallen due, at most 500. */
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

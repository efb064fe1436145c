package dev.headroom.forecast;

/** Forecasts of {@code used}, in the limit's own unit. */
public record UseForecast(Band in1h, Band in4h, Band in12h) {
  /**
   * Quantiles of a future reading: 5, 50 and 95 %.
   *
   * @param low 0 or more
   */
  public record Band(double low, double middle, double high) {
    public Band {
      if (!(low >= 0 && low <= middle && middle <= high)) {
        throw new IllegalArgumentException(low + ", " + middle + ", " + high);
      }
    }
  }
}

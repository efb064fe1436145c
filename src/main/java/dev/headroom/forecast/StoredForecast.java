package dev.headroom.forecast;

/**
 * The stored form of a forecaster's state, in two parts so that the larger one need not be written
 * each time. Amounts take one byte each, in steps of 5.9 % with exact sums. Forecasts of a restored
 * state differ from those of an uninterrupted one by less than the forecast interval.
 */
public final class StoredForecast {
  private final byte[] quick;
  private final byte[] slow;

  /** Takes the two parts as stored. */
  public StoredForecast(byte[] quick, byte[] slow) {
    this.quick = quick.clone();
    this.slow = slow.clone();
  }

  /** What changes with every reading: the arrivals of the last day, and forecasts that fall due. */
  public byte[] quick() {
    return quick.clone();
  }

  /** The usual week: changes when a day ends, and occasionally in the first three weeks. */
  public byte[] slow() {
    return slow.clone();
  }
}

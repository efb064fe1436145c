package dev.headroom.forecast;

/**
 * A forecaster's state in its stored form, in two parts so that the larger need not be written each
 * time. Amounts are kept as a byte each, in steps of 5.9 % with sums kept right; forecasts of a
 * restored state differ from those of one that went on by less than the interval of the forecasts.
 */
public final class StoredForecast {
  private final byte[] quick;
  private final byte[] slow;

  /** Takes the two parts as they were stored. */
  public StoredForecast(byte[] quick, byte[] slow) {
    this.quick = quick.clone();
    this.slow = slow.clone();
  }

  /** What changes with every reading: what came in the last day, and forecasts that fall due. */
  public byte[] quick() {
    return quick.clone();
  }

  /** The usual week: changes when a day is over, and now and then in the first three weeks. */
  public byte[] slow() {
    return slow.clone();
  }
}

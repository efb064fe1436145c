package dev.headroom.local.simulator;

/** Which arrivals count towards a limit. */
public enum FlowWindow {
  /** The trailing 24 hours. */
  ROLLING_DAY(24 * 60),
  /** The trailing hour. */
  ROLLING_HOUR(60),
  /** The trailing half hour. */
  ROLLING_HALF_HOUR(30),
  /** Since midnight GMT. */
  FIXED_DAY_GMT(0);

  private static final int DAY = 24 * 60;

  private final int minutes;

  FlowWindow(int minutes) {
    this.minutes = minutes;
  }

  /** Returns the last minute before the window that ends with {@code minute}. */
  public long start(long minute) {
    return minutes > 0 ? minute - minutes : Math.floorDiv(minute, DAY) * DAY - 1;
  }
}

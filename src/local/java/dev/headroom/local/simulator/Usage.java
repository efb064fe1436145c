package dev.headroom.local.simulator;

import java.util.function.LongUnaryOperator;

/** How much of a limit an org's own traffic uses, as a function of time. */
public sealed interface Usage {

  /** Returns what is used at that minute. */
  long at(long minute);

  /** Returns the minute after which arrivals count at {@code minute}. */
  long windowStart(long minute);

  /** Nothing uses it. */
  static Usage none() {
    return new Level(minute -> 0);
  }

  /**
   * Arrivals, summed over a window.
   *
   * @param window which of them count
   */
  record Flow(Traffic arrivals, FlowWindow window) implements Usage {
    @Override
    public long at(long minute) {
      return arrivals.between(windowStart(minute), minute);
    }

    @Override
    public long windowStart(long minute) {
      return window.start(minute);
    }
  }

  /**
   * A stock, a number of concurrent things, or another figure given directly.
   *
   * @param level minute to used
   */
  record Level(LongUnaryOperator level) implements Usage {
    @Override
    public long at(long minute) {
      return level.applyAsLong(minute);
    }

    @Override
    public long windowStart(long minute) {
      return Long.MIN_VALUE;
    }
  }
}

package dev.headroom.local.simulator;

import java.util.function.LongUnaryOperator;

/** What an org's own traffic uses of a limit, as a function of the time. */
public sealed interface Usage {

  /** Used at that minute. */
  long at(long minute);

  /** The first minute after which arrivals count at {@code minute}. */
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
   * A stock, a number of things at once, or another figure that is given as it stands.
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

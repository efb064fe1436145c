package dev.headroom.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * How the work that a reader does grows with the size of a text: what it takes for a text {@value
 * #TIMES} times as long, over what it takes for the short one. Both figures are of the one thread
 * that reads, so that what else the machine does counts little, and each is the least of some
 * rounds.
 *
 * @param time by the processor time
 * @param memory by what was allocated; exact where the compiler does not interfere
 */
public record WorkGrowth(double time, double memory) {
  /** How much longer the long text is. */
  public static final int TIMES = 8;

  /** Linear work grows {@link #TIMES}-fold, quadratic work the square of that. */
  public static final double MAX_LINEAR = 3 * TIMES;

  private static final int ROUNDS = 3;

  /** What else the machine does slows some measurements down, not every one. */
  private static final int TRIES = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Of {@code reader}, for texts of {@code chars} characters and {@value #TIMES} times as many.
   *
   * @param text gives the text of a size
   */
  public static WorkGrowth of(int chars, IntFunction<String> text, Consumer<String> reader) {
    WorkGrowth least = new WorkGrowth(Double.MAX_VALUE, Double.MAX_VALUE);
    for (int tries = 0; tries < TRIES && !least.isLinear(); tries++) {
      WorkGrowth one = work(text.apply(chars), reader);
      WorkGrowth many = work(text.apply(chars * TIMES), reader);
      least =
          new WorkGrowth(
              Math.min(least.time(), many.time() / one.time()),
              Math.min(least.memory(), many.memory() / one.memory()));
    }
    return least;
  }

  private boolean isLinear() {
    return time < MAX_LINEAR && memory < MAX_LINEAR;
  }

  private static WorkGrowth work(String text, Consumer<String> reader) {
    long time = Long.MAX_VALUE;
    long memory = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long from = THREADS.getCurrentThreadCpuTime();
      reader.accept(text);
      time = Math.min(time, THREADS.getCurrentThreadCpuTime() - from);
      memory = Math.min(memory, THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }
    return new WorkGrowth((double) Math.max(time, 1), (double) Math.max(memory, 1));
  }
}

package dev.headroom.backtest;

import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is replayed, and how it is judged.
 *
 * @param limits pattern of the names to replay, in which {@code *} stands for any run of characters
 * @param from inclusive
 * @param to exclusive
 * @param windows returns what the catalogue says about a limit
 * @param yardsticks what a limit is judged by
 * @param inForce null if that is the policy in force
 * @param anotherSince when another org began to answer, from which on forecasts start over; null if
 *     none did
 */
public record Plan(
    Org org,
    String limits,
    Instant from,
    Instant to,
    Function<LimitName, Window> windows,
    Function<LimitName, Yardstick> yardsticks,
    @Nullable InForce inForce,
    @Nullable Instant anotherSince) {

  /** Creates a plan for an org that has always been the same. */
  public Plan(
      Org org,
      String limits,
      Instant from,
      Instant to,
      Function<LimitName, Window> windows,
      Function<LimitName, Yardstick> yardsticks,
      @Nullable InForce inForce) {
    this(org, limits, from, to, windows, yardsticks, inForce, null);
  }

  /**
   * The policy in force while something else is tried.
   *
   * @param tried what is tried, in words
   * @param yardsticks what a limit is judged by now
   */
  public record InForce(String tried, Function<LimitName, Yardstick> yardsticks) {}

  /** Returns the same plan, compared with the policy in force. */
  Plan besides(InForce now) {
    return new Plan(org, limits, from, to, windows, yardsticks, now, anotherSince);
  }

  /** Returns what a limit is judged by under a method. */
  Yardstick yardstick(Method method, LimitName limit) {
    return (method == Method.NOW && inForce != null ? inForce.yardsticks() : yardsticks)
        .apply(limit);
  }

  /** Returns the compared methods, in display order. */
  public List<Method> methods() {
    return Arrays.stream(Method.values())
        .filter(method -> method != Method.NOW || inForce != null)
        .toList();
  }
}

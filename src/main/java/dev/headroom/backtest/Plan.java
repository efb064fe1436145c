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
 * What is replayed, and by what it is judged.
 *
 * @param limits pattern of the names that are looked at, in which {@code *} stands for any run of
 *     characters
 * @param from inclusive
 * @param to exclusive
 * @param windows what the catalogue says of a limit
 * @param yardsticks what a limit is judged by
 * @param inForce null when that is the policy in force
 * @param anotherSince when another org began to answer, from which on forecasts begin anew; null
 *     when none did
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

  /** A plan for an org that has always been the same. */
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
   * What is in force while something else is tried.
   *
   * @param tried what is, in words
   * @param yardsticks what a limit is judged by now
   */
  public record InForce(String tried, Function<LimitName, Yardstick> yardsticks) {}

  /** The same, compared with what is in force. */
  Plan besides(InForce now) {
    return new Plan(org, limits, from, to, windows, yardsticks, now, anotherSince);
  }

  /** What a limit is judged by under a method. */
  Yardstick yardstick(Method method, LimitName limit) {
    return (method == Method.NOW && inForce != null ? inForce.yardsticks() : yardsticks)
        .apply(limit);
  }

  /** The methods that are compared, in the order in which they are shown. */
  public List<Method> methods() {
    return Arrays.stream(Method.values())
        .filter(method -> method != Method.NOW || inForce != null)
        .toList();
  }
}

package dev.headroom.backtest;

import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.function.Function;

/**
 * What is replayed, and by what it is judged.
 *
 * @param limits pattern of the names that are looked at, in which {@code *} stands for any run of
 *     characters
 * @param from inclusive
 * @param to exclusive
 * @param windows what the catalogue says of a limit
 * @param yardsticks what a limit is judged by
 */
public record Plan(
    Org org,
    String limits,
    Instant from,
    Instant to,
    Function<LimitName, Window> windows,
    Function<LimitName, Yardstick> yardsticks) {}

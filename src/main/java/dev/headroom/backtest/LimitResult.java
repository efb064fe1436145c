package dev.headroom.backtest;

import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a replay says of one limit.
 *
 * @param yardstick what it was judged by
 * @param inForce what it is judged by now; null when nothing else was tried
 * @param readings how many there were
 * @param moved whether its use changed at all; of one that stood still every interval holds, so it
 *     is left out of the intervals of all limits
 * @param events in order
 * @param tallies by method
 * @param alerts by method, in order
 */
public record LimitResult(
    LimitName limit,
    Window window,
    Yardstick yardstick,
    @Nullable Yardstick inForce,
    long readings,
    boolean moved,
    List<Event> events,
    Map<Method, Tally> tallies,
    Map<Method, List<Alert>> alerts) {
  public LimitResult {
    events = List.copyOf(events);
    tallies = Map.copyOf(tallies);
    alerts = Map.copyOf(alerts);
  }

  /** What {@code method} would have done. */
  public Tally tally(Method method) {
    return Objects.requireNonNull(tallies.get(method));
  }

  /** The alerts of {@code method}, in order. */
  public List<Alert> alerts(Method method) {
    return Objects.requireNonNull(alerts.get(method));
  }

  /** Whether there is anything to be told of it: an exhaustion or an alert of any method. */
  public boolean isTold() {
    return !events.isEmpty() || tallies.values().stream().anyMatch(t -> t.alerts() > 0);
  }
}

package dev.headroom.backtest;

import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a replay for one limit.
 *
 * @param yardstick what it was judged by
 * @param inForce what it is judged by now; null if nothing else was tried
 * @param readings how many there were
 * @param moved whether its use changed at all; every interval of a limit that stands still holds,
 *     so it is left out of the total of intervals
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

  /** Returns what {@code method} would have done. */
  public Tally tally(Method method) {
    return Objects.requireNonNull(tallies.get(method));
  }

  /** Returns the alerts of {@code method}, in order. */
  public List<Alert> alerts(Method method) {
    return Objects.requireNonNull(alerts.get(method));
  }

  /** Returns whether there is anything to report: an exhaustion or an alert of any method. */
  public boolean isTold() {
    return !events.isEmpty() || tallies.values().stream().anyMatch(t -> t.alerts() > 0);
  }
}

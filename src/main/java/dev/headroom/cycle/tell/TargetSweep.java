package dev.headroom.cycle.tell;

import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The sweep's part in the health of targets: it releases what was held for targets whose trouble is
 * over, starts the trials that are due, and keeps the alerts about targets. Every step may be
 * repeated; a trouble is forgotten last. Without trouble only the troubles are read.
 */
final class TargetSweep {
  /** How many deliveries are requested for a trial: the first that can be tried is the trial. */
  private static final int MAX_AT_TRIAL = 20;

  private static final int MAX_WAITING = 10_000;

  private final FleetStore fleet;
  private final TargetHealth health;
  private final Deliveries deliveries;
  private final TargetAlerts alerts;

  TargetSweep(FleetStore fleet, TargetHealth health, Deliveries deliveries, TargetAlerts alerts) {
    this.fleet = fleet;
    this.health = health;
    this.deliveries = deliveries;
    this.alerts = alerts;
  }

  /**
   * Does what is due by {@code now}.
   *
   * @param wake requests an attempt at a delivery
   * @return how many deliveries were released
   */
  int sweep(Instant now, Consumer<DeliveryRef> wake) {
    Settings settings = fleet.settings();
    List<Trouble> over = new ArrayList<>();
    List<Trouble> due = new ArrayList<>();
    SortedMap<TargetId, Trouble> holding = new TreeMap<>();
    for (Trouble trouble : health.all()) {
      Target target = settings.targets().get(trouble.target());
      if (target == null || !trouble.isOf(target)) {
        over.add(trouble);
        continue;
      }
      holding.put(target.id(), trouble);
      if (trouble.isTrialDue(now)) {
        due.add(trouble);
      }
    }
    int released = 0;
    if (!over.isEmpty() || !due.isEmpty()) {
      Map<TargetId, List<DeliveryRef>> waiting = waiting();
      for (Trouble trouble : over) {
        List<DeliveryRef> held = waiting.getOrDefault(trouble.target(), List.of());
        held.forEach(wake);
        released += held.size();
      }
      for (Trouble trouble : due) {
        List<DeliveryRef> held = waiting.getOrDefault(trouble.target(), List.of());
        held.stream().limit(MAX_AT_TRIAL).forEach(wake);
        if (held.isEmpty() && trouble.resumed()) {
          // There is nothing to try it with: the next message is the test.
          holding.remove(trouble.target());
          over.add(trouble);
        }
      }
    }
    // Nobody has to act on a target that is no longer used.
    holding.keySet().removeAll(settings.removed());
    if (alerts.judge(holding, !over.isEmpty(), settings)) {
      over.forEach(health::forget);
    }
    return released;
  }

  private Map<TargetId, List<DeliveryRef>> waiting() {
    return deliveries.unsettled(MAX_WAITING).stream()
        .collect(Collectors.groupingBy(DeliveryRef::target));
  }
}

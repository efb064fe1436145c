package dev.headroom.local.web;

import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.report.TargetView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Views of the targets as they are now, read from the store. */
@ApplicationScoped
public class TargetViews {
  private static final int MAX_WAITING = 10_000;

  private final TargetsCycle targets;
  private final TargetHealth health;
  private final Deliveries deliveries;

  /** Views over these ports. */
  public TargetViews(TargetsCycle targets, TargetHealth health, Deliveries deliveries) {
    this.targets = targets;
    this.health = health;
    this.deliveries = deliveries;
  }

  /**
   * A target with what it took and what it has still to take.
   *
   * @param lastSuccess when it last took a message, to the minute; null when it never did
   * @param backlog messages that are not settled: they wait, are tried again, or are held
   */
  public record Line(TargetView view, @Nullable Instant lastSuccess, long backlog) {}

  /** Every target of the manifest, by id. */
  public List<Line> all() {
    Map<TargetId, Instant> successes = health.lastSuccesses();
    Map<TargetId, Long> waiting =
        deliveries.unsettled(MAX_WAITING).stream()
            .collect(Collectors.groupingBy(DeliveryRef::target, Collectors.counting()));
    return targets.all().stream()
        .map(
            view ->
                new Line(
                    view, successes.get(view.target()), waiting.getOrDefault(view.target(), 0L)))
        .toList();
  }

  /** The targets that are parked or disabled, by id. */
  public List<TargetView> held() {
    return targets.all().stream().filter(TargetView::isHeld).toList();
  }
}

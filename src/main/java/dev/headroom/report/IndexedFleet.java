package dev.headroom.report;

import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Glance;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The fleet as its index shows it: for 1,000 orgs some 13 read units instead of 500. Alerts are
 * those of this moment. Percentages and projections are those of an org's last notable change
 * ({@link Glance}), and so is the time that is shown with them. What only the states have is
 * missing: pauses, own calls, and the reason why an org cannot be read.
 */
public final class IndexedFleet {
  private final FleetIndex index;
  private final Supplier<Optional<Instant>> newestReading;

  /**
   * Uses this index.
   *
   * @param newestReading when the newest reading of any org was made; empty if that is not known.
   *     An index that nobody writes any more looks as calm as the fleet was at its last change, so
   *     without it the states are read
   */
  public IndexedFleet(FleetIndex index, Supplier<Optional<Instant>> newestReading) {
    this.index = index;
    this.newestReading = newestReading;
  }

  /**
   * Returns the fleet of {@code orgs}.
   *
   * @param open the open alerts, of these and other orgs
   * @param leastStale the shortest age at which an org may be called stale
   * @param unindexed views of orgs without a row: those never read, or last by an early release
   */
  FleetView of(
      List<Org> orgs,
      Collection<AlertRecord> open,
      Duration leastStale,
      Instant now,
      Function<List<Org>, FleetView> unindexed) {
    Map<OrgId, Glance> glances =
        index.glances(orgs.stream().map(Org::id).toList()).stream()
            .collect(Collectors.toMap(Glance::org, Function.identity(), IndexedFleet::newer));
    Map<OrgId, List<AlertRecord>> alerts =
        open.stream().collect(Collectors.groupingBy(alert -> alert.key().org()));
    Instant newest = glances.isEmpty() ? null : newestReading.get().orElse(null);
    if (newest == null) {
      return unindexed.apply(orgs);
    }
    List<OrgView> views = new ArrayList<>();
    List<Org> missing = new ArrayList<>();
    for (Org org : orgs) {
      Glance glance = glances.get(org.id());
      if (glance == null) {
        missing.add(org);
      } else {
        List<AlertRecord> own = alerts.getOrDefault(org.id(), List.of());
        views.add(view(org, glance, own, freshness(org, newest, leastStale, now), newest));
      }
    }
    if (!missing.isEmpty()) {
      views.addAll(unindexed.apply(missing).orgs());
    }
    return FleetView.worstFirst(views);
  }

  private static Glance newer(Glance one, Glance other) {
    return one.version() >= other.version() ? one : other;
  }

  private static Freshness freshness(Org org, Instant newest, Duration leastStale, Instant now) {
    Staleness staleness = Staleness.of(org.quietInterval(), leastStale);
    Duration age = Duration.between(newest, now);
    return age.compareTo(staleness.notReportingAfter()) > 0
        ? Freshness.NOT_REPORTING
        : age.compareTo(staleness.unknownAfter()) > 0 ? Freshness.UNKNOWN : Freshness.FRESH;
  }

  private static OrgView view(
      Org org, Glance glance, List<AlertRecord> alerts, Freshness freshness, Instant newest) {
    return freshness == Freshness.FRESH
        ? view(org, glance, alerts)
        : shown(
            org,
            freshness == Freshness.UNKNOWN ? Status.UNKNOWN : Status.NOT_REPORTING,
            glance,
            new OrgView.Problem("No org of the fleet was read since " + newest, Staleness.REMEDY));
  }

  private static OrgView view(Org org, Glance glance, List<AlertRecord> alerts) {
    boolean silent =
        alerts.stream().anyMatch(alert -> alert.key().rule().equals(Rule.NOT_REPORTING));
    if (silent) {
      return shown(
          org,
          Status.NOT_REPORTING,
          glance,
          new OrgView.Problem("The org is not reporting", "Open its page, which says why"));
    }
    Status worst = glance.worst() == null ? Status.UNKNOWN : Status.OK;
    for (AlertRecord alert : alerts) {
      if (alert.key().rule().isProblem()) {
        Status status = Status.of(alert.episode().severity());
        worst = status.compareTo(worst) < 0 ? status : worst;
      }
    }
    Glance.Worst limit = glance.worst();
    return new OrgView(
        org,
        worst,
        limit == null ? null : new OrgView.Worst(limit.limit(), limit.usedPercent()),
        glance.asOf(),
        null,
        null,
        limit == null || glance.foreseen() == null ? null : glance.foreseen().next(),
        null,
        null);
  }

  private static OrgView shown(Org org, Status status, Glance glance, OrgView.Problem problem) {
    return new OrgView(org, status, null, glance.asOf(), problem, null, null, null, null);
  }
}

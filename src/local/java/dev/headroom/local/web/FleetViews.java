package dev.headroom.local.web;

import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Levels;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.alert.Subject;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.watch.LeastStale;
import dev.headroom.fleet.FleetStore;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.local.state.FleetMemory;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.report.AlertView;
import dev.headroom.report.FleetView;
import dev.headroom.report.LimitView;
import dev.headroom.report.NotVisible;
import dev.headroom.report.OrgView;
import dev.headroom.wiring.FleetTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Views of the fleet as it was last committed, from memory; only series are read from a store. */
@ApplicationScoped
public class FleetViews {
  private final OrgDirectory directory;
  private final FleetMemory memory;
  private final FleetStore fleet;
  private final LimitCatalogue catalogue;
  private final UsageHistory history;
  private final Foresee foresee;
  private final LeastStale leastStale;
  private final InstantSource clock;
  private final Map<OrgId, Seen> seenByOrg = new ConcurrentHashMap<>();

  private record Seen(OrgState state, Freshness freshness, OrgView view) {}

  /**
   * What is foreseen of an org's limits.
   *
   * @param slot the slot that it was foreseen at
   * @param byLimit empty when nothing was read since the start: then nothing is known
   */
  record Projections(Instant slot, Map<LimitName, Outcome> byLimit) {}

  /** Views over these ports. */
  public FleetViews(
      OrgDirectory directory,
      FleetMemory memory,
      FleetStore fleet,
      LimitCatalogue catalogue,
      UsageHistory history,
      Foresee foresee,
      LeastStale leastStale,
      @FleetTime InstantSource clock) {
    this.directory = directory;
    this.memory = memory;
    this.fleet = fleet;
    this.catalogue = catalogue;
    this.history = history;
    this.foresee = foresee;
    this.leastStale = leastStale;
    this.clock = clock;
  }

  /** Every org, worst first. */
  public FleetView fleet() {
    return FleetView.worstFirst(directory.all().stream().map(this::view).toList());
  }

  /** The org of this id; empty when the fleet has none, or the text is no id. */
  public Optional<OrgView> org(String id) {
    return OrgId.FORM.matcher(id).matches()
        ? directory.find(new OrgId(id)).map(this::view)
        : Optional.empty();
  }

  /** The view of the state that was seen before is the one that was made then. */
  @SuppressWarnings("ReferenceEquality")
  private OrgView view(Org org) {
    OrgState state = memory.state(org.id());
    Instant now = clock.instant();
    Freshness freshness = freshness(org, state, now);
    Seen seen = seenByOrg.get(org.id());
    if (seen != null
        && seen.state() == state
        && seen.freshness() == freshness
        && seen.view().org().equals(org)) {
      return seen.view();
    }
    OrgView view = OrgView.of(org, state, freshness, now);
    seenByOrg.put(org.id(), new Seen(state, freshness, view));
    return view;
  }

  private Freshness freshness(Org org, OrgState state, Instant now) {
    return Staleness.of(org.interval(), leastStale.age()).of(state, now);
  }

  /** Every limit that {@code org} ever showed, worst first. */
  public List<LimitView> limits(Org org) {
    OrgState state = memory.state(org.id());
    return OrgView.limits(
        org, state, freshness(org, state, clock.instant()), policies(), catalogue);
  }

  /** What {@code org} does not show for want of a permission, in words; empty when nothing. */
  Optional<String> notVisible(Org org) {
    return NotVisible.text(NotVisible.of(memory.state(org.id()), catalogue));
  }

  /** What is foreseen of the limits of {@code org}; of none before its first poll. */
  Projections projections(OrgId org) {
    return new Projections(
        lastSlot(org).orElse(Instant.EPOCH), foresee.latest(org).orElseGet(TreeMap::new));
  }

  /**
   * All that is known of the future of one limit, with its usual course between two times; empty
   * when nothing was read since the start.
   */
  Optional<LimitForecast> forecast(OrgId org, LimitName limit, Instant from, Instant to) {
    return foresee.latest(org, limit, from, to);
  }

  /**
   * Which limit of an org runs out first; empty when nothing was read since the start, and of an
   * org without a current reading.
   */
  Optional<NextExhaustion> next(OrgView view) {
    return view.worst() == null ? Optional.empty() : foresee.next(view.org().id());
  }

  /** Policies in order: they give limits their levels. */
  public List<Policy> policies() {
    return fleet.settings().policies();
  }

  /** A limit's name in plain words. */
  public String label(LimitName limit) {
    return catalogue.describe(limit).label();
  }

  /** What a limit counts, as it was written; empty when that is not known. */
  String unit(String limit) {
    return limit.length() > LimitName.MAX_LENGTH
        ? ""
        : catalogue.describe(new LimitName(limit)).unit();
  }

  /** Where the levels of a limit lie, by {@code policies}. */
  public static Levels levels(List<Policy> policies, Org org, LimitName limit) {
    return Policy.levelsFor(policies, org, limit);
  }

  /** The newest slot that was committed of {@code org}; empty when there was none. */
  public Optional<Instant> lastSlot(OrgId org) {
    OrgState state = memory.state(org);
    return Optional.ofNullable(state.lastSlot());
  }

  /** The raw points of one limit in {@code range}. */
  public Series series(OrgId org, LimitName limit, TimeRange range) {
    return history.raw(org, limit, range.from(), range.to());
  }

  /** Open alerts, worst first. */
  public List<AlertView> openAlerts() {
    return AlertView.worstFirst(
        memory.openAlerts().stream().filter(this::isHeld).filter(FleetViews::isShown).toList());
  }

  /** A row an episode: open ones, worst first, then the newest resolved ones. */
  public List<AlertView> alerts() {
    return AlertView.worstFirst(
        memory.alerts().stream()
            .filter(a -> !a.episode().isOpen() || isHeld(a))
            .filter(FleetViews::isShown)
            .toList());
  }

  /** How many alerts are open. */
  public int openAlertCount() {
    return (int)
        memory.openAlerts().stream().filter(this::isHeld).filter(FleetViews::isShown).count();
  }

  /** A group is how its members are told of together; each of them has an alert of its own. */
  private static boolean isShown(AlertRecord alert) {
    return !(alert.key().subject() instanceof Subject.Group);
  }

  /**
   * Whether its org holds this open episode still. What an org left open when it left the fleet is
   * nobody's, also when an org of that id comes back.
   */
  private boolean isHeld(AlertRecord alert) {
    OrgId org = alert.key().org();
    return memory.state(org).holds(alert.key(), alert.episode().openedAt())
        && (org.isFleet() || directory.find(org).isPresent());
  }
}

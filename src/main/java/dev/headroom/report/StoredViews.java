package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.alert.Subject;
import dev.headroom.fleet.FleetStore;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.KeptForecasts;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Views of what is stored. Any process can create them; none needs to have polled anything. */
public final class StoredViews implements Views {
  private static final int MAX_WAITING = 10_000;

  private final Ports ports;
  private final RebuiltForecasts forecasts;
  private final Untold untold;
  private final AlertStories stories;
  private final Map<OrgId, Seen> seenByOrg = new ConcurrentHashMap<>();

  /**
   * What views are made from.
   *
   * @param leastStale the shortest age at which an org may be called stale
   * @param clock the fleet's clock
   * @param mutes those that operators ordered, read anew at each view
   * @param index shows the whole fleet where reading every state would cost too much; null to read
   *     the states
   */
  public record Ports(
      OrgDirectory directory,
      Commits commits,
      FleetStore fleet,
      LimitCatalogue catalogue,
      RolledHistory history,
      ForecastStore forecasts,
      TargetHealth health,
      Deliveries deliveries,
      Outbox outbox,
      Duration leastStale,
      InstantSource clock,
      Supplier<List<Mute>> mutes,
      @Nullable IndexedFleet index) {
    /** Creates ports to stores in which no operator ordered a mute. */
    public Ports(
        OrgDirectory directory,
        Commits commits,
        FleetStore fleet,
        LimitCatalogue catalogue,
        RolledHistory history,
        ForecastStore forecasts,
        TargetHealth health,
        Deliveries deliveries,
        Outbox outbox,
        Duration leastStale,
        InstantSource clock) {
      this(
          directory,
          commits,
          fleet,
          catalogue,
          history,
          forecasts,
          health,
          deliveries,
          outbox,
          leastStale,
          clock,
          List::of,
          null);
    }
  }

  private record Seen(OrgState state, Freshness freshness, OrgView view) {}

  /** Uses these ports. */
  public StoredViews(Ports ports) {
    this.ports = ports;
    this.forecasts =
        new RebuiltForecasts(
            new KeptForecasts(
                ports.forecasts(),
                ports.history().samples(),
                limit -> ports.catalogue().describe(limit).window()));
    this.untold = new Untold(ports.deliveries(), ports.outbox());
    this.stories = new AlertStories(ports.commits(), ports.outbox(), ports.deliveries());
  }

  @Override
  public FleetView fleet(TenantScope scope) {
    List<Org> orgs = ports.directory().all().stream().filter(scope::sees).toList();
    IndexedFleet index = ports.index();
    return index == null
        ? byStates(orgs)
        : index.of(
            orgs,
            ports.commits().openAlerts(),
            ports.leastStale(),
            ports.clock().instant(),
            this::byStates);
  }

  private FleetView byStates(List<Org> orgs) {
    Map<OrgId, OrgState> states = ports.commits().states(orgs.stream().map(Org::id).toList());
    return FleetView.of(orgs, org -> view(org, Objects.requireNonNull(states.get(org.id()))));
  }

  @Override
  public Optional<OrgView> org(TenantScope scope, String id) {
    return OrgId.FORM.matcher(id).matches()
        ? ports
            .directory()
            .find(new OrgId(id))
            .filter(scope::sees)
            .map(org -> view(org, ports.commits().state(org.id())))
        : Optional.empty();
  }

  /** A state that was seen before has the view that was made then. */
  @SuppressWarnings("ReferenceEquality")
  private OrgView view(Org org, OrgState state) {
    Instant now = ports.clock().instant();
    Freshness freshness = freshness(org, state, now);
    Seen seen = seenByOrg.get(org.id());
    if (seen != null
        && seen.state() == state
        && seen.freshness() == freshness
        && seen.view().org().equals(org)) {
      return seen.view();
    }
    Foreseen foreseen = state.shown().foreseen();
    OrgView view =
        OrgView.of(org, state, freshness, now, foreseen == null ? null : foreseen.next());
    seenByOrg.put(org.id(), new Seen(state, freshness, view));
    return view;
  }

  private Freshness freshness(Org org, OrgState state, Instant now) {
    return Staleness.of(org, state, ports.leastStale()).of(state, now);
  }

  private OrgState state(TenantScope scope, Org org) {
    if (!scope.sees(org)) {
      throw new IllegalArgumentException(org.id() + " is asked about from outside of its scope");
    }
    return ports.commits().state(org.id());
  }

  @Override
  public List<LimitView> limits(TenantScope scope, Org org) {
    OrgState state = state(scope, org);
    return OrgView.limits(
        org,
        state,
        freshness(org, state, ports.clock().instant()),
        policies(scope),
        ports.catalogue());
  }

  @Override
  public List<NotVisible> notVisible(TenantScope scope, Org org) {
    return NotVisible.of(state(scope, org), ports.catalogue());
  }

  @Override
  public Optional<OrgProfile> profile(TenantScope scope, Org org) {
    return Optional.ofNullable(state(scope, org).upkeep().profile());
  }

  @Override
  public Optional<Instant> lastSlot(TenantScope scope, Org org) {
    return Optional.ofNullable(state(scope, org).lastSlot());
  }

  @Override
  public Projections projections(TenantScope scope, Org org) {
    return forecasts.latest(org, state(scope, org));
  }

  @Override
  public Optional<LimitForecast> forecast(
      TenantScope scope, Org org, LimitName limit, TimeRange usual) {
    return forecasts.forecast(org, state(scope, org), limit, usual);
  }

  @Override
  public Series series(TenantScope scope, Org org, LimitName limit, TimeRange range) {
    if (!scope.sees(org)) {
      throw new IllegalArgumentException(org.id() + " is asked about from outside of its scope");
    }
    return ports.history().samples().raw(org.id(), limit, range.from(), range.to());
  }

  @Override
  public SeriesView series(
      TenantScope scope, Org org, LimitName limit, TimeRange range, Resolution resolution) {
    if (resolution == Resolution.RAW) {
      return SeriesView.of(series(scope, org, limit, range));
    }
    if (!scope.sees(org)) {
      throw new IllegalArgumentException(org.id() + " is asked about from outside of its scope");
    }
    return SeriesView.of(
        ports.history().series(org.id(), limit, resolution, range.from(), range.to()));
  }

  @Override
  public Policies policies(TenantScope scope) {
    Policies all = ports.fleet().settings().judging(ports.clock().instant());
    return scope.seesFleet()
        ? all
        : new Policies(
            all.policies().stream().filter(p -> isSeen(scope, p.tenant())).toList(),
            all.overrides().stream().filter(o -> isSeen(scope, o.match().tenant())).toList());
  }

  @Override
  public ExplainReport explanation(TenantScope scope, Org org, LimitName limit) {
    return ExplainReport.of(
        scope,
        org,
        ports.catalogue().describe(limit),
        state(scope, org),
        ports.fleet().settings(),
        ports.mutes().get(),
        ports.clock().instant());
  }

  private static boolean isSeen(TenantScope scope, @Nullable String tenant) {
    return tenant == null || scope.sees(tenant);
  }

  @Override
  public LimitInfo describe(LimitName limit) {
    return ports.catalogue().describe(limit);
  }

  @Override
  public List<AlertView> openAlerts(TenantScope scope) {
    return AlertView.worstFirst(open(scope));
  }

  @Override
  public List<AlertView> exhausted(TenantScope scope, int most) {
    return ports.commits().openAlerts().stream()
        .filter(alert -> alert.episode().severity() == Severity.EXHAUSTED)
        .filter(alert -> isSeen(scope, alert) && isHeld(alert))
        .sorted(StoredCommits.NEWEST_FIRST)
        .limit(most)
        .map(AlertView::of)
        .toList();
  }

  @Override
  public int openAlertCount(TenantScope scope) {
    return (int) open(scope).stream().filter(alert -> !AlertView.of(alert).isAdvice()).count();
  }

  private List<AlertRecord> open(TenantScope scope) {
    return ports.commits().openAlerts().stream()
        .filter(alert -> isSeen(scope, alert) && isHeld(alert))
        .toList();
  }

  @Override
  public List<AlertView> alerts(TenantScope scope) {
    return AlertView.worstFirst(
        ports.commits().alerts().stream()
            .filter(a -> isSeen(scope, a) && (!a.episode().isOpen() || isHeld(a)))
            .toList());
  }

  @Override
  public List<AlertView> openAlerts(TenantScope scope, Org org) {
    OrgState state = state(scope, org);
    return AlertView.worstFirst(
        state.open().entrySet().stream()
            .map(open -> new AlertRecord(open.getKey(), open.getValue()))
            .toList());
  }

  @Override
  public Optional<AlertStory> alert(TenantScope scope, String key) {
    return find(scope, key).flatMap(found -> alert(scope, found));
  }

  @Override
  public Optional<AlertStory> alert(TenantScope scope, AlertKey key) {
    return stories
        .of(
            key,
            a -> isSeen(scope, a) && (!a.episode().isOpen() || isHeld(a)),
            AlertStories.Seen.of(scope.seesFleet(), seen(scope).toList()))
        .map(story -> hidesNames(scope) ? HiddenNames.in(story) : story);
  }

  @Override
  public Optional<Evidence> evidence(TenantScope scope, AlertView alert) {
    AlertKey key = alert.alertKey();
    Optional<Evidence> evidence =
        isSeen(scope, key) ? stories.evidence(key, alert.updatedAt()) : Optional.empty();
    return hidesNames(scope) ? evidence.map(HiddenNames::in) : evidence;
  }

  /** What is open or recently was, otherwise what the orgs of the scope could have had before. */
  private Optional<AlertKey> find(TenantScope scope, String key) {
    return Stream.of(ports.commits().openAlerts(), ports.commits().alerts())
        .flatMap(List::stream)
        .filter(alert -> isSeen(scope, alert))
        .map(AlertRecord::key)
        .distinct()
        .filter(one -> one.hash().equals(key))
        .findFirst()
        .or(() -> possible(scope).filter(one -> one.hash().equals(key)).findFirst());
  }

  private Stream<AlertKey> possible(TenantScope scope) {
    List<OrgId> orgs = ports.directory().all().stream().filter(scope::sees).map(Org::id).toList();
    return ports.commits().states(orgs).values().stream()
        .flatMap(
            state ->
                Stream.concat(
                    state.known().keySet().stream().map(l -> AlertKey.usage(state.org(), l)),
                    Stream.of(AlertKey.notReporting(state.org()))));
  }

  /**
   * A group is the joint notification of its members; each of them has an alert of its own. If an
   * org has left the fleet, its tenant is unknown.
   */
  private boolean isSeen(TenantScope scope, AlertRecord alert) {
    return isSeen(scope, alert.key());
  }

  private boolean isSeen(TenantScope scope, AlertKey key) {
    return switch (key.subject()) {
      case Subject.Group group -> false;
      case Subject.Target target when !scope.seesFleet() ->
          seen(scope).anyMatch(own -> own.id().value().equals(target.id()));
      default ->
          scope.seesFleet() || ports.directory().find(key.org()).filter(scope::sees).isPresent();
    };
  }

  /**
   * Whether its org still holds this open episode. What an org left open when it left the fleet
   * belongs to nobody, even if an org with that id comes back.
   */
  private boolean isHeld(AlertRecord alert) {
    OrgId org = alert.key().org();
    return (org.isFleet() || ports.directory().find(org).isPresent())
        && ports.commits().holds(alert);
  }

  @Override
  public boolean hidesNames(TenantScope scope) {
    return ports.directory().hidesNames(scope);
  }

  @Override
  public Untold.Snapshot untold(TenantScope scope) {
    Set<TargetId> seen = seen(scope).map(Target::id).collect(Collectors.toSet());
    return untold.now(target -> scope.seesFleet() || seen.contains(target));
  }

  @Override
  public List<TargetLine> targets(TenantScope scope) {
    Map<TargetId, Instant> successes = ports.health().lastSuccesses();
    Map<TargetId, Long> waiting =
        ports.deliveries().unsettled(MAX_WAITING).stream()
            .collect(Collectors.groupingBy(DeliveryRef::target, Collectors.counting()));
    return all(scope).stream()
        .map(
            view ->
                new TargetLine(
                    view, successes.get(view.target()), waiting.getOrDefault(view.target(), 0L)))
        .toList();
  }

  @Override
  public List<TargetView> held(TenantScope scope) {
    return all(scope).stream().filter(TargetView::isHeld).toList();
  }

  private List<TargetView> all(TenantScope scope) {
    return TargetView.all(seen(scope).toList(), ports.health().all());
  }

  private Stream<Target> seen(TenantScope scope) {
    return ports.fleet().settings().current().values().stream()
        .filter(target -> scope.seesWhatBelongsTo(target.tenant()));
  }
}

package dev.headroom.local.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.PostureStore;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.InMemoryNotes;
import dev.headroom.alert.Notes;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Transition;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.cycle.ask.AcknowledgeCycle;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.DeliveryOrders;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ExplainCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.OverrideCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.AnsweredLockOuts;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.cycle.tell.TestFires;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Overrides;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.manifest.YamlMuteReader;
import dev.headroom.fleet.manifest.YamlOverrideReader;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.function.FunctionCaller;
import dev.headroom.function.ManageFunction;
import dev.headroom.function.ManageFunctions;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.report.AccessViews;
import dev.headroom.report.CheckReport;
import dev.headroom.report.Commits;
import dev.headroom.report.NamesToldTo;
import dev.headroom.report.NoteViews;
import dev.headroom.report.Runbooks;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.StoredViews;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.html.AccessPages;
import dev.headroom.report.html.CheckPages;
import dev.headroom.report.html.OverviewPages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Templates;
import dev.headroom.report.html.UsagePages;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.InMemoryFindings;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.NoUsage;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import dev.headroom.wiring.FleetTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Every store that the pages read, in memory, so that a test says what is true. */
@Alternative
@ApplicationScoped
public class FakeFleet
    implements OrgDirectory,
        AlertStates,
        Episodes,
        FleetStore,
        LimitCatalogue,
        UsageHistory,
        ForecastStore {
  /** Asked for late, since they depend on this. */
  @Inject Instance<SlotObserver> observers;

  static final List<Target> TARGETS =
      List.of(target("chat", "slack"), target("hooks", "webhook"), target("removed", "pagerduty"));

  private final List<String> checked = new CopyOnWriteArrayList<>();
  private final List<PolicyOverride> overrides = new CopyOnWriteArrayList<>();
  private final SortedMap<OrgId, Org> orgs = new ConcurrentSkipListMap<>();
  private final Map<OrgId, OrgState> states = new ConcurrentHashMap<>();
  private final Map<OrgId, SortedMap<Instant, Sample>> samples = new ConcurrentHashMap<>();
  private final Map<AlertKey, SortedMap<Instant, AlertRecord>> episodes = new ConcurrentHashMap<>();

  private static Target target(String id, String type) {
    return new Target(new TargetId(id), type, Map.of("url", "env:" + id));
  }

  private volatile List<IntegrationRule> integrations = List.of();
  private final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;
  private volatile Consumer<OrgId> beforeSamples = org -> {};

  @Produces
  @Singleton
  BacktestCycle backtests(@FleetTime InstantSource clock) {
    return new BacktestCycle(
        this, this, this, this, this, manifest -> new Manifest.Invalid(List.of()), clock);
  }

  @Produces
  @Singleton
  PauseCycle pauses(@FleetTime InstantSource clock) {
    return new PauseCycle(this, this, this, SlotObservers.NONE, clock);
  }

  @Produces
  @Singleton
  Notes notes() {
    return new InMemoryNotes();
  }

  @Produces
  @Singleton
  NoteViews noteViews(Notes notes) {
    return new NoteViews(notes);
  }

  @Produces
  @Singleton
  NoteCycle noteCycle(Notes notes, @FleetTime InstantSource clock) {
    return new NoteCycle(this, this, this, notes, clock);
  }

  @Produces
  @Singleton
  AcknowledgeCycle acknowledgements(Outbox outbox, @FleetTime InstantSource clock) {
    return new AcknowledgeCycle(
        new AcknowledgeCycle.Stores(this, this, outbox, this), this, SlotObservers.NONE, clock);
  }

  @Produces
  @Singleton
  MuteCycle mutes(@FleetTime InstantSource clock) {
    TestDynamoDb db = TestDynamoDb.create();
    return new MuteCycle(
        new DynamoDbMutes(db.client(), db.tables(), new ObjectMapper()),
        new YamlMuteReader(this),
        this,
        this,
        this,
        clock);
  }

  @Produces
  @Singleton
  DeliveryOrders deliveryOrders(InMemoryNotifyStore told, InstantSource clock) {
    return new DeliveryOrders(
        new DeliveryOrders.Stores(this, told, told),
        this,
        SweepTrigger.NONE,
        new TestFires(this, told, told, SlotObservers.NONE, clock),
        clock);
  }

  @Produces
  @Singleton
  ManageFunction manage(
      TargetsCycle targets,
      PauseCycle pauses,
      NoteCycle notes,
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      FunctionCaller caller,
      InstantSource clock) {
    return ManageFunctions.of(
        new ManageCycle(manifest -> new Manifest.Invalid(List.of()), this, targets, clock, ""),
        targets,
        new OrgOrders(pauses, new EraseCycle(this, this, new NoUsage()), notes),
        backtests,
        whatIfs,
        caller);
  }

  /** Previews ask it what would be sent. */
  @Produces
  @Singleton
  Sender sender() {
    return new Sender(
        List.of(),
        ref -> {
          throw new SecretUnavailableException("no secrets here");
        },
        this,
        null,
        new NamesToldTo(this));
  }

  @Produces
  @Singleton
  InMemoryNotifyStore telling() {
    return new InMemoryNotifyStore();
  }

  @Produces
  @Singleton
  TargetsCycle targets(TargetHealth health, InstantSource clock) {
    return new TargetsCycle(this, health, SweepTrigger.NONE, clock);
  }

  /** The ordered overrides; {@link #settings} has them. */
  private final class Ordered implements Overrides {
    @Override
    public List<PolicyOverride> all() {
      return List.copyOf(overrides);
    }

    @Override
    public void put(PolicyOverride override) {
      overrides.addFirst(override);
    }

    @Override
    public boolean remove(String id) {
      return overrides.removeIf(override -> override.id().equals(id));
    }
  }

  @Produces
  @Singleton
  OverrideCycle overrides(@FleetTime InstantSource clock) {
    return new OverrideCycle(new Ordered(), new YamlOverrideReader(this), this, this, clock);
  }

  @Produces
  @Singleton
  ExplainCycle explanations(@FleetTime InstantSource clock) {
    TestDynamoDb db = TestDynamoDb.create();
    return new ExplainCycle(
        this,
        this,
        this,
        new DynamoDbMutes(db.client(), db.tables(), new ObjectMapper()),
        this,
        clock);
  }

  @Produces
  @Singleton
  Views views(
      Commits commits,
      TargetHealth health,
      Deliveries deliveries,
      Outbox outbox,
      @FleetTime InstantSource clock) {
    return new StoredViews(
        new StoredViews.Ports(
            this,
            commits,
            this,
            this,
            new RolledHistory(this, new InMemoryRollups()),
            this,
            health,
            deliveries,
            outbox,
            Duration.ZERO,
            clock));
  }

  /** What event log files told is kept as in production. */
  @Produces
  @Singleton
  UsageStore usage() {
    TestDynamoDb db = TestDynamoDb.create();
    return new DynamoDbUsage(db.client(), db.tables(), Duration.ofDays(90));
  }

  /** What is remembered of findings. */
  @Produces
  @Singleton
  FindingStore findings() {
    return new InMemoryFindings();
  }

  @Produces
  @Singleton
  UsageViews usageViews(
      Commits commits, UsageStore usage, FindingStore findings, @FleetTime InstantSource clock) {
    return new StoredUsage(this, commits, this, usage, findings, clock);
  }

  @Produces
  @Singleton
  Pages pages(Views views) {
    return new Pages(views, new Templates());
  }

  @Produces
  @Singleton
  UsagePages usagePages(Pages pages, UsageViews usage) {
    return new UsagePages(pages, usage);
  }

  @Produces
  @Singleton
  OverviewPages overviewPages(Pages pages, Views views, UsageViews usage, AccessViews access) {
    return new OverviewPages(pages, views, usage, access);
  }

  @Produces
  @Singleton
  CheckPages checkPages(Pages pages) {
    return new CheckPages(pages);
  }

  /** Checks that ask nobody. */
  @Produces
  @Singleton
  OrgChecks checks() {
    return (scope, question) -> {
      checked.add(question.org());
      return new CheckReport(
          List.of(),
          List.of(
              new CheckReport.OrgCheck(
                  new OrgId(question.org()),
                  List.of(
                      CheckReport.Step.passed(CheckReport.Name.DNS, "203.0.113.10"),
                      CheckReport.Step.failed(
                          CheckReport.Name.TOKEN, "<b>refused</b>", "Open Setup."),
                      CheckReport.Step.skipped(
                          CheckReport.Name.LIMITS, "a step before it failed")))));
    };
  }

  /** Which orgs were checked. */
  List<String> checked() {
    return checked;
  }

  @Produces
  @Singleton
  RunbookPages runbookPages(
      Pages pages, Views views, UsageViews usage, AccessViews access, NoteViews notes) {
    return new RunbookPages(pages, new Runbooks(views, usage, access, notes));
  }

  @Produces
  @Singleton
  LockOutCycle lockOuts(@FleetTime InstantSource clock) {
    return AnsweredLockOuts.of(this, clock);
  }

  /** What audits found is kept as in production. */
  @Produces
  @Singleton
  PostureStore postures(@FleetTime InstantSource clock) {
    TestDynamoDb db = TestDynamoDb.create();
    return new DynamoDbPostures(
        db.client(), db.tables(), new IpAddressNotation(), clock, Duration.ofDays(90));
  }

  @Produces
  @Singleton
  AccessViews access(PostureStore postures, @FleetTime InstantSource clock) {
    return new StoredAccess(this, postures, clock);
  }

  @Produces
  @Singleton
  AccessPages accessPages(Pages pages, AccessViews access) {
    return new AccessPages(pages, access);
  }

  @Produces
  @Singleton
  Foresee foresee() {
    return new Foresee(this, this, this);
  }

  @Produces
  @Singleton
  WhatIfCycle whatIfs(UsageStore usage, @FleetTime InstantSource clock) {
    return new WhatIfCycle(this, this, this, usage, this, clock);
  }

  @Override
  public Optional<StoredForecasts> load(OrgId org) {
    return Optional.empty();
  }

  @Override
  public void save(OrgId org, StoredForecasts forecasts) {
    throw new UnsupportedOperationException("pages keep nothing");
  }

  /** What is done whenever samples are asked for, on the thread that asks. */
  void beforeSamples(Consumer<OrgId> action) {
    beforeSamples = action;
  }

  /** Whether states are refused to be read from now on. */
  void refuse(boolean refused) {
    refusing = refused;
  }

  /** What the manifest names from now on. */
  void name(List<IntegrationRule> rules) {
    integrations = List.copyOf(rules);
  }

  /** Drops the samples of an org: the fleet is shared by the tests of all pages. */
  void forget(OrgId org) {
    samples.remove(org);
  }

  /** Drops an org and all that is known of it. */
  void remove(OrgId org) {
    orgs.remove(org);
    states.remove(org);
    samples.remove(org);
    episodes.keySet().removeIf(key -> key.org().equals(org));
  }

  void add(Org org) {
    orgs.put(org.id(), org);
  }

  @Override
  public Optional<Org> find(OrgId id) {
    return Optional.ofNullable(orgs.get(id));
  }

  @Override
  public List<Org> all() {
    return new ArrayList<>(orgs.values());
  }

  @Override
  public OrgState read(OrgId org) {
    if (refusing) {
      throw new StoreUnavailableException("could not read the state of " + org + ": it is damaged");
    }
    return states.getOrDefault(org, OrgState.neverRead(org));
  }

  @Override
  public CommitResult commit(OrgState next, List<Transition> transitions) {
    states.put(next.org(), next);
    for (Transition t : transitions) {
      episodes
          .computeIfAbsent(t.key(), key -> new ConcurrentSkipListMap<>())
          .put(t.episode().openedAt(), new AlertRecord(t.key(), t.episode()));
    }
    for (SlotObserver observer : observers) {
      observer.committed(SlotObserver.Committed.of(next, Fixtures.SLOT, transitions));
    }
    return CommitResult.COMMITTED;
  }

  @Override
  public List<AlertRecord> open() {
    return states.values().stream()
        .flatMap(s -> s.open().entrySet().stream())
        .map(e -> new AlertRecord(e.getKey(), e.getValue()))
        .toList();
  }

  @Override
  public List<AlertRecord> newest(int most) {
    return open().stream().limit(most).toList();
  }

  @Override
  public Optional<AlertRecord> newest(AlertKey key) {
    return Optional.empty();
  }

  @Override
  public List<AlertRecord> of(AlertKey key, int most) {
    return new ArrayList<>(episodes.getOrDefault(key, new TreeMap<>()).values())
        .reversed().stream().limit(most).toList();
  }

  @Override
  public Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
    return open().stream().filter(r -> r.key().equals(key)).findFirst();
  }

  @Override
  public Settings settings() {
    return new Settings(
        1,
        List.of(),
        TARGETS.stream().collect(Collectors.toMap(Target::id, t -> t)),
        Set.of(new TargetId("removed")),
        List.of(),
        Set.of(),
        Set.of(),
        List.of(),
        integrations,
        List.of(),
        AdviceRule.DEFAULT,
        List.of(),
        NotifyRules.DEFAULT,
        overrides);
  }

  @Override
  public Fleet load() {
    return Fleet.EMPTY;
  }

  @Override
  public void apply(Fleet wanted, AuditEntry entry) {
    throw new UnsupportedOperationException("pages do not change the fleet");
  }

  @Override
  public void audit(AuditEntry entry) {
    audited.add(entry);
  }

  /** What was audited, the newest last. */
  List<AuditEntry> audited() {
    return List.copyOf(audited);
  }

  @Override
  public LimitInfo describe(LimitName name) {
    return name.equals(LimitName.DAILY_API_REQUESTS)
        ? new LimitInfo(
            name,
            "Daily API requests",
            "requests",
            Window.ROLLING_24H,
            "Inbound Platform API calls, summed over the whole org")
        : new LimitInfo(
            name,
            name.value(),
            name.value().endsWith("MB") ? "MB" : "",
            name.value().startsWith("Concurrent") ? Window.CONCURRENT : Window.UNKNOWN,
            "");
  }

  @Override
  public SortedMap<String, List<LimitInfo>> hiddenWithout() {
    return new CsvLimitCatalogue().hiddenWithout();
  }

  @Override
  public void put(OrgId org, Sample sample) {
    samples.computeIfAbsent(org, o -> new ConcurrentSkipListMap<>()).put(sample.slot(), sample);
  }

  @Override
  public List<Sample> samples(OrgId org, Instant from, Instant to) {
    beforeSamples.accept(org);
    return List.copyOf(
        samples.getOrDefault(org, new ConcurrentSkipListMap<>()).subMap(from, to).values());
  }

  @Override
  public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
    List<Series.Point> points = new ArrayList<>();
    samples
        .getOrDefault(org, new TreeMap<>())
        .subMap(from, to)
        .forEach(
            (slot, sample) -> {
              Reading reading = sample.snapshot().readings().get(limit);
              if (reading != null) {
                points.add(new Series.Point(slot, reading));
              }
            });
    return new Series(limit, points);
  }
}

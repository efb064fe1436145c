package dev.headroom.local.simulator;

import static java.util.Objects.requireNonNull;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.spend.SpendRule;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A day of a fleet, minute by minute: the real simulator over HTTP, the real dispatch and poll, a
 * clock that is set. Some orgs fail, each in a way of its own, on and off; some have a low cap;
 * some are asked by other jobs too.
 */
final class SpendFleet implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  static final int LOW_CAP = 120;
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String SECRET = "s3cret/+=&";
  private static final long ALLOCATION = 100_000;

  /** Every way to fail that Salesforce's answers have. */
  private static final List<List<FaultSwitch>> WAYS =
      Stream.concat(
              Stream.of(ApiError.values())
                  .map(
                      e ->
                          e == ApiError.SESSION_EXPIRED
                              ? List.of(FaultSwitch.of(FaultKind.EXPIRED_SESSION))
                              : List.of(fault(FaultKind.HTTP, e.name()))),
              Stream.of(OAuthError.values())
                  .map(
                      e ->
                          List.of(
                              FaultSwitch.of(FaultKind.EXPIRED_SESSION),
                              fault(FaultKind.OAUTH_ERROR, e.name()))))
          .toList();

  private final ManualClock clock = new ManualClock(START);
  private final Random random;
  private final List<Org> orgs = new ArrayList<>();
  private final Simulator simulator;
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final Map<OrgId, Instant> committed = new ConcurrentHashMap<>();
  private final List<Long> latencies = new ArrayList<>();
  private final SalesforceLimitsSource source;
  private final FleetStore fleet;
  private final PollCycle cycle;
  private final OwnCalls ownCalls;
  private final int failing;
  private final Map<Integer, Integer> nextSwitch = new HashMap<>();
  private final Map<Integer, Boolean> faulty = new HashMap<>();
  private long began;

  /**
   * A fleet at midnight.
   *
   * @param size how many orgs
   * @param failing how many of them, the first ones, fail
   */
  SpendFleet(int size, int failing, long seed) throws IOException {
    this.failing = failing;
    this.random = new Random(seed);
    List<SimulatedOrg> simulated = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int busy = random.nextInt(20);
      simulated.add(
          Orgs.withSecret(
              i,
              Edition.ENTERPRISE,
              List.of(Orgs.api(ALLOCATION, (after, until) -> (until - after) * busy))));
    }
    simulator = new Simulator(simulated, clock, InstantSource.system(), 0);
    simulator.start();
    for (int i = 0; i < size; i++) {
      orgs.add(
          new Org(
              new OrgId("org-" + i),
              "acme",
              URI.create(simulator.url()),
              new ClientCredentials(
                  "client-" + i, new SecretRef(SecretRef.Scheme.ENV, "ACME_SECRET")),
              Duration.ofMinutes(5),
              "67.0",
              i % 10 == 7 ? Map.of("low", "yes") : Map.of()));
    }
    EgressPolicy egress = new EgressPolicy(true);
    RestHttp http = new RestHttp(egress);
    source =
        new SalesforceLimitsSource(
            http,
            new SalesforceAccessTokens(
                new TokenEndpoint(
                    http, egress, new EnvSecrets(true, name -> SECRET), InstantSource.system())),
            clock,
            new Config());
    Settings settings =
        new Settings(
            1,
            List.of(),
            Map.of(),
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(),
            List.of(new SpendRule(List.of(), Map.of("low", "yes"), null, LOW_CAP)));
    fleet = PollPorts.fleetWith(settings);
    ownCalls = new StateOwnCalls(states, fleet);
    cycle =
        new PollCycle(
            new PollCycle.Stores(PollPorts.directory(orgs), new Nothing(), states, fleet),
            new PollCycle.Sources(source, source),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new Nothing(), new Nothing(), PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            new SlotObservers(List.of(this::heard)),
            clock,
            Duration.ofSeconds(25),
            new OrgRunner(64));
  }

  private static FaultSwitch fault(FaultKind kind, String error) {
    return FaultSwitch.of(
        new FaultSwitch.Written(kind, null, 0, null, null, error, null, null, null, 0, 0, null, 0));
  }

  private void heard(SlotObserver.Committed done) {
    if (done.snapshot().whole()) {
      committed.put(done.state().org(), done.slot());
      synchronized (latencies) {
        if (number(done.state().org()) >= failing) {
          latencies.add(System.nanoTime() - began);
        }
      }
    }
  }

  private static int number(OrgId org) {
    return Integer.parseInt(org.value().substring("org-".length()));
  }

  /**
   * What a day came to.
   *
   * @param counted calls that Headroom counted, all orgs
   * @param received calls that the simulator received
   * @param mostOff the largest difference of one org
   * @param overCap orgs that received more calls than their cap, by the simulator's count
   * @param mostLogins the most logins of one org within any hour
   * @param ages of the newest reading of each org that does not fail, minute by minute, in minutes:
   *     how often each was seen
   * @param longest the longest time without a reading of those orgs, in minutes
   * @param p99Millis between the minute's dispatch and a commit, in real time; for information
   * @param fewest and most calls of an org with a low cap that does not fail
   */
  record Figures(
      long counted,
      long received,
      long mostOff,
      List<String> overCap,
      int mostLogins,
      Map<Integer, Long> ages,
      int longest,
      double p99Millis,
      long fewest,
      long most) {
    int p99Age() {
      long all = ages.values().stream().mapToLong(Long::longValue).sum();
      long seen = 0;
      for (int age = 0; ; age++) {
        seen += ages.getOrDefault(age, 0L);
        if (seen * 100 >= all * 99) {
          return age;
        }
      }
    }
  }

  /** Lives so many minutes. */
  Figures live(int minutes) {
    DispatchCycle dispatch =
        new DispatchCycle(PollPorts.directory(orgs), messages -> poll(messages));
    Map<Integer, List<Long>> posts = new HashMap<>();
    Map<Integer, Long> ages = new HashMap<>();
    int mostLogins = 0;
    int longest = 0;
    for (int minute = 0; minute < minutes; minute++) {
      clock.set(START.plus(Duration.ofMinutes(minute)));
      turnFaults(minute);
      otherJobs(minute);
      began = System.nanoTime();
      dispatch.dispatch(clock.instant());
      for (int i = 0; i < orgs.size(); i++) {
        List<Long> seen = posts.computeIfAbsent(i, n -> new ArrayList<>());
        seen.add(counters(i).tokenPosts());
        long before = minute >= 60 ? seen.get(minute - 60) : 0;
        mostLogins = Math.max(mostLogins, (int) (seen.get(minute) - before));
        if (i >= failing && orgs.get(i).tags().isEmpty() && minute >= 10) {
          Instant last = committed.getOrDefault(orgs.get(i).id(), START);
          int age = (int) Duration.between(last, clock.instant()).toMinutes();
          ages.merge(age, 1L, Long::sum);
          longest = Math.max(longest, age);
        }
      }
    }
    return figures(ages, mostLogins, longest);
  }

  private void poll(List<PollMessage> messages) {
    cycle.poll(messages);
  }

  /** Faults come and go: of half of the orgs for the whole day, of the others for hours. */
  private void turnFaults(int minute) {
    for (int i = 0; i < failing; i++) {
      if (nextSwitch.getOrDefault(i, 0) > minute) {
        continue;
      }
      boolean on = !faulty.getOrDefault(i, false);
      faulty.put(i, on);
      LiveOrg live = simulator.fleet().byId("org-" + i).orElseThrow();
      live.clearFaults();
      if (on) {
        WAYS.get(i % WAYS.size()).forEach(live::put);
      }
      boolean forGood = i % 2 == 0 && on;
      nextSwitch.put(i, forGood ? Integer.MAX_VALUE : minute + random.nextInt(5, on ? 240 : 90));
    }
  }

  /** Usage hourly and access daily, of every tenth org, before limits are read. */
  private void otherJobs(int minute) {
    for (int i = 3; i < orgs.size(); i += 5) {
      Org org = orgs.get(i);
      if (minute % 60 == i % 60) {
        ask(org, Purpose.USAGE, 4);
      }
      if (minute == i % 600) {
        ask(org, Purpose.ACCESS, 25);
      }
    }
  }

  private void ask(Org org, Purpose purpose, int wanted) {
    if (ownCalls.take(org, purpose, wanted, clock.instant())
        instanceof OwnCalls.Answer.Granted(int granted)) {
      long before = counters(number(org.id())).restRequests();
      for (int i = 0; i < granted; i++) {
        source.read(org);
      }
      int made = (int) (counters(number(org.id())).restRequests() - before);
      if (made < granted) {
        ownCalls.giveBack(org, purpose, granted - made, clock.instant());
      }
    }
  }

  private LiveOrg.Counters counters(int org) {
    return simulator.fleet().byId("org-" + org).orElseThrow().counters();
  }

  private Figures figures(Map<Integer, Long> ages, int mostLogins, int longest) {
    long counted = 0;
    long received = 0;
    long mostOff = 0;
    long fewest = Long.MAX_VALUE;
    long most = 0;
    List<String> overCap = new ArrayList<>();
    for (int i = 0; i < orgs.size(); i++) {
      OrgState state = states.read(orgs.get(i).id());
      Spend spend = requireNonNull(state.upkeep().restraint().spend());
      long here = counters(i).restRequests();
      counted += spend.today();
      received += here;
      mostOff = Math.max(mostOff, Math.abs(here - spend.today()));
      if (here > spend.cap()) {
        overCap.add(orgs.get(i).id() + " " + here + " of " + spend.cap());
      }
      if (i >= failing && !orgs.get(i).tags().isEmpty()) {
        fewest = Math.min(fewest, here);
        most = Math.max(most, here);
      }
    }
    List<Long> sorted = latencies.stream().sorted().toList();
    double p99 = sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * 0.99)) / 1e6;
    return new Figures(
        counted, received, mostOff, overCap, mostLogins, ages, longest, p99, fewest, most);
  }

  @Override
  public void close() {
    simulator.close();
  }

  private record Config() implements SalesforceConfig {
    @Override
    public Duration deadline() {
      return DEADLINE;
    }

    @Override
    public int maxBodyBytes() {
      return 5_000_000;
    }

    @Override
    public Duration versionsKept() {
      return Duration.ofHours(24);
    }
  }

  /** Keeps nothing: what is measured is the calls. */
  private static final class Nothing implements UsageHistory, ForecastStore {
    @Override
    public void put(OrgId org, Sample sample) {}

    @Override
    public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
      return new Series(limit, List.of());
    }

    @Override
    public List<Sample> samples(OrgId org, Instant from, Instant to) {
      return List.of();
    }

    @Override
    public Optional<StoredForecasts> load(OrgId org) {
      return Optional.empty();
    }

    @Override
    public void save(OrgId org, StoredForecasts forecasts) {}
  }
}

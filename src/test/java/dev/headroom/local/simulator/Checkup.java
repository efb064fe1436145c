package dev.headroom.local.simulator;

import dev.headroom.access.AccessDay;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.Gap;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.access.salesforce.SalesforcePermissionSource;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.TestLogins;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.cycle.ask.CheckCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.StoredMoves;
import dev.headroom.cycle.ask.http.SocketHostCheck;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.limits.salesforce.OrgSessions;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceIdentities;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.usage.salesforce.SalesforceCallLogs;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of one simulated org by the real clients; of another one of a manifest. */
final class Checkup implements AutoCloseable {
  static final String SECRET = "s3cret/+=&";
  static final String STORAGE = "DataStorageMB";
  static final OrgId ID = new OrgId("org-0");

  final Simulator simulator =
      new Simulator(List.of(org(0), org(1)), () -> Orgs.NOON, () -> Orgs.NOON, 0);
  final InMemoryAlertStates states = new InMemoryAlertStates();
  private final EgressPolicy egress = new EgressPolicy(true);
  private final Duration within;
  @Nullable Posture looked;

  /**
   * Starts the simulator.
   *
   * @param within time for each step
   */
  Checkup(Duration within) throws IOException {
    this.within = within;
    simulator.start();
  }

  private static SimulatedOrg org(int number) {
    return Orgs.withSecret(
        number,
        Edition.ENTERPRISE,
        List.of(
            Orgs.api(100_000, (after, until) -> until - after),
            new SimulatedLimit(
                STORAGE,
                5_000,
                new Usage.Level(minute -> 1_000),
                SimulatedLimit.Overrun.IMPOSSIBLE,
                List.of())));
  }

  @Override
  public void close() {
    simulator.close();
  }

  void turn(String fault) {
    set("fault", fault);
  }

  void set(String what, String body) {
    new SimulatorClient(simulator).send("POST", "/_sim/orgs/org-0/" + what, body);
  }

  /** As if the org had been read before, as the one that it is now. */
  void remembered() {
    OrgState state = states.read(ID);
    states.commit(
        state
            .with(List.of(), null)
            .remembering(
                state
                    .upkeep()
                    .asked(
                        Orgs.NOON,
                        new OrgProfile(
                            simulator.fleet().byId("org-0").orElseThrow().organizationId(),
                            "NA1",
                            "Enterprise Edition",
                            false))),
        List.of());
  }

  URI url() {
    return URI.create(simulator.url());
  }

  CheckReport check(URI loginUrl) {
    return checks(loginUrl).check(TenantScope.all(), ID.value());
  }

  /** What a poll makes of the org. */
  PollOutcome read(URI loginUrl) {
    Org org = fleet(loginUrl).orgs().getFirst();
    RestHttp http = new RestHttp(egress);
    return new SalesforceLimitsSource(http, tokens(http), () -> Orgs.NOON, new Config(within))
        .read(org, TestLogins.endless());
  }

  private static Fleet fleet(URI loginUrl) {
    Org org =
        new Org(
            ID,
            "acme",
            loginUrl,
            new ClientCredentials("client-0", new SecretRef(SecretRef.Scheme.ENV, "ACME_SECRET")),
            Duration.ofMinutes(5),
            null,
            Map.of());
    return new Fleet(
        List.of(new Tenant("acme", "Acme")), List.of(org), List.of(), List.of(), List.of());
  }

  private SalesforceAccessTokens tokens(RestHttp http) {
    return new SalesforceAccessTokens(
        new TokenEndpoint(http, egress, new EnvSecrets(true, name -> SECRET), () -> Orgs.NOON));
  }

  OrgChecks checks(URI loginUrl) {
    Fleet fleet = fleet(loginUrl);
    RestHttp http = new RestHttp(egress);
    SalesforceAccessTokens tokens = tokens(http);
    OrgSessions sessions = new OrgSessions(http, tokens, () -> Orgs.NOON, new Config(within));
    return new CheckCycle(
        PollPorts.directory(fleet.orgs()),
        new CheckCycle.Manifests(
            new YamlManifestReader(
                egress, TargetTypes.ALL, Duration.ofMinutes(5), new CsvLimitCatalogue().names()),
            new StoredMoves(PollPorts.stored(fleet), "")),
        new CheckCycle.Sources(
            new SocketHostCheck(egress),
            tokens,
            sessions,
            new SalesforceIdentities(sessions),
            new SalesforcePermissionSource(sessions),
            new SalesforceLimitsSource(http, tokens, () -> Orgs.NOON, new Config(within)),
            new SalesforceCallLogs(sessions),
            within),
        new CheckCycle.Records(
            states, new OnePosture(), new StateOwnCalls(states, PollPorts.fleet(List.of()))),
        new CsvLimitCatalogue(),
        () -> Orgs.NOON);
  }

  static Posture posture(List<Gap> gaps) {
    return new Posture(
        ID.value(),
        Orgs.NOON,
        gaps,
        OrgSettings.UNREAD,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private final class OnePosture implements PostureStore {
    @Override
    public Optional<Posture> newest(OrgId org, LocalDate day) {
      return Optional.ofNullable(looked);
    }

    @Override
    public Optional<AccessDay> newestDay(OrgId org, LocalDate day) {
      return Optional.empty();
    }

    @Override
    public List<AccessDay> days(OrgId org, LocalDate from, LocalDate to) {
      return List.of();
    }

    @Override
    public boolean save(OrgId org, Posture posture, AccessDay day) {
      return false;
    }

    @Override
    public AuditMemory memory(OrgId org) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remember(OrgId org, AuditMemory next) {
      return false;
    }

    @Override
    public int erase(OrgId org) {
      return 0;
    }

    @Override
    public int erase(OrgId org, String user) {
      return 0;
    }
  }

  private record Config(Duration deadline) implements SalesforceConfig {
    @Override
    public int maxBodyBytes() {
      return 5_000_000;
    }

    @Override
    public Duration versionsKept() {
      return Duration.ofHours(24);
    }
  }
}

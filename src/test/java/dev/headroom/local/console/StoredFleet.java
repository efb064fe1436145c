package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.watch.dynamodb.DynamoDbNewestReading;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.org.dynamodb.FleetVersion;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A fleet whose orgs were read once, as functions leave it in the tables. */
public final class StoredFleet {
  public static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  public static final Instant NOW = SLOT.plusSeconds(60);

  private StoredFleet() {}

  /** Stores orgs with 94 limits each; every twentieth, from the first on, has an alert. */
  static void fill(TestDynamoDb database, List<String> ids) {
    fill(database, ids, id -> "acme");
  }

  /** Does the same with orgs of several tenants. */
  public static void fill(
      TestDynamoDb database, List<String> ids, Function<String, String> tenant) {
    fill(database, ids, tenant, SLOT);
  }

  /** Does the same with orgs that were read at {@code slot}. */
  public static void fill(
      TestDynamoDb database, List<String> ids, Function<String, String> tenant, Instant slot) {
    Instant now = slot.plusSeconds(60);
    ObjectMapper json = new ObjectMapper();
    FleetVersion version =
        new FleetVersion(database.client(), database.tables(), InstantSource.system());
    List<Org> orgs = ids.stream().map(id -> org(id, tenant.apply(id))).toList();
    Fleet wanted =
        new Fleet(
            orgs.stream().map(Org::tenant).distinct().map(t -> new Tenant(t, t)).toList(),
            orgs,
            List.of(),
            List.of(),
            List.of());
    new DynamoDbFleetStore(database.client(), database.tables(), version, json)
        .apply(
            wanted,
            new AuditEntry("test", now, "0", FleetDiff.between(Fleet.EMPTY, wanted), List.of()));
    DynamoDbAlertStates states =
        new DynamoDbAlertStates(
            database.client(),
            database.tables(),
            new DynamoDbNameDictionary(database.client(), database.tables()),
            json,
            () -> now);
    for (int i = 0; i < orgs.size(); i++) {
      commit(states, orgs.get(i).id(), i, slot);
    }
    new DynamoDbNewestReading(database.client(), database.tables()).remember(slot);
  }

  /** Has an org open an alert one slot later. */
  public static void open(TestDynamoDb database, OrgId org) {
    DynamoDbAlertStates states =
        new DynamoDbAlertStates(
            database.client(),
            database.tables(),
            new DynamoDbNameDictionary(database.client(), database.tables()),
            new ObjectMapper(),
            () -> NOW);
    Instant slot = SLOT.plus(Duration.ofMinutes(5));
    List<Transition> opened =
        List.of(
            new Transition.Opened(
                AlertKey.usage(org, new LimitName("Limit01")),
                new Episode(slot, Severity.ESCALATION, Reason.THRESHOLD, slot, null),
                Evidence.Use.of(slot, Reading.ofUsed(900, 1_000))));
    OrgState state = states.read(org).with(opened, slot).indexed();
    assertThat(states.commit(state, opened)).isEqualTo(AlertStates.CommitResult.COMMITTED);
  }

  private static Org org(String id, String tenant) {
    return new Org(
        new OrgId(id),
        tenant,
        URI.create("https://" + id + ".my.salesforce.com"),
        new Credentials.ClientCredentials("client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
        Duration.ofMinutes(5),
        null,
        Map.of("env", "prod"));
  }

  private static void commit(DynamoDbAlertStates states, OrgId org, int i, Instant slot) {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    for (int n = 0; n < 94; n++) {
      known.put(
          new LimitName("Limit%02d".formatted(n)),
          new Known(Reading.ofUsed((i * 31L + n * 7L) % 700, 1_000), true));
    }
    LimitName calls = new LimitName("Limit00");
    List<Transition> transitions = new ArrayList<>();
    if (i % 20 == 0) {
      transitions.add(
          new Transition.Opened(
              AlertKey.usage(org, calls),
              new Episode(slot, Severity.ATTENTION, Reason.THRESHOLD, slot, null),
              Evidence.Use.of(slot, Reading.ofUsed(650, 1_000))));
    }
    OrgState read =
        new OrgState(org, 0, slot, slot, known, Map.of(), null).with(transitions, slot).indexed();
    assertThat(states.commit(read, transitions)).isEqualTo(AlertStates.CommitResult.COMMITTED);
  }
}

package dev.headroom.cycle.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Fleets;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.Org;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import dev.headroom.wiring.TargetTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One org is added or removed; everything else of the fleet stays as it was. */
class OrgEntryCycleTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String SECRET = "hunter2hunter2";

  private final Store store = new Store();
  private final OrgEntryCycle cycle =
      new OrgEntryCycle(
          new YamlManifestReader(
              new EgressPolicy(false),
              TargetTypes.ALL,
              Duration.ofMinutes(5),
              new CsvLimitCatalogue().names()),
          store,
          "HEADROOM_SECRET_",
          Duration.ofDays(30),
          () -> NOW);

  private static final class Store implements FleetStore {
    private Fleet fleet = Fleets.whole();
    private final List<AuditEntry> audited = new ArrayList<>();
    private int lost;

    @Override
    public Settings settings() {
      return new Settings(
          0,
          fleet.policies(),
          fleet.targets().stream().collect(Collectors.toMap(t -> t.id(), t -> t)),
          fleet.routes());
    }

    @Override
    public Fleet load() {
      return fleet;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      audited.add(entry);
      if (lost > 0) {
        lost--;
      } else {
        fleet = wanted;
      }
    }

    @Override
    public void audit(AuditEntry entry) {
      audited.add(entry);
    }
  }

  @Test
  void anOrgIsAddedAndNothingElseChanges() {
    Fleet before = store.fleet;

    OrderReport report = add(Map.of());

    assertThat(report.violations()).isEmpty();
    assertThat(report.text()).isEqualTo("org new-org is added; it is read at its next slot");
    Org added = store.fleet.orgs().getLast();
    assertThat(added.id().value()).isEqualTo("new-org");
    assertThat(added.tags()).containsEntry("region", "eu").containsEntry("tier", "1");
    assertThat(
            store.fleet.withOrgs(
                before.tenants(), store.fleet.orgs().subList(0, before.orgs().size())))
        .isEqualTo(before);
  }

  @Test
  void whoAddedWhatIsInTheAudit() {
    add(Map.of());

    assertThat(store.audited)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("ann");
              assertThat(entry.at()).isEqualTo(NOW);
              assertThat(entry.changes())
                  .extracting(Change::action, Change::kind, Change::id)
                  .containsExactly(
                      org.assertj.core.groups.Tuple.tuple(Change.Action.ADD, "org", "new-org"));
            });
  }

  @Test
  void addingTheSameAgainChangesNothingAndAnotherOfTheNameIsRefused() {
    add(Map.of());
    Fleet once = store.fleet;

    OrderReport again = add(Map.of());
    OrderReport other = add(Map.of("loginUrl", "https://other.my.salesforce.com"));

    assertThat(again.text()).contains("nothing changes");
    assertThat(paths(other)).containsExactly("org");
    assertThat(store.fleet).isEqualTo(once);
    assertThat(store.audited).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "org,Not An Id,org",
    "loginUrl,http://acme.my.salesforce.com,loginUrl",
    "loginUrl,https://10.0.0.1,loginUrl",
    "clientSecret,hunter2hunter2,clientSecret",
    "interval,PT1M,interval",
    "tenant,nobody,tenant",
    "timeZone,Mars,timeZone",
    "tags,region,tags",
    "apiVersion,'67.0\"}, {\"id\": \"x',apiVersion"
  })
  void whatAManifestWouldRefuseIsRefusedByItsMember(String member, String value, String path) {
    Fleet before = store.fleet;

    OrderReport report = add(Map.of(member, value));

    assertThat(paths(report)).contains(path);
    assertThat(report.violations().toString()).doesNotContain(SECRET);
    assertThat(store.fleet).isEqualTo(before);
    assertThat(store.audited).isEmpty();
  }

  @Test
  void whatIsMissingIsNamedAtOnce() {
    OrderReport report = cycle.add(TenantScope.all(), Map.of(), "ann");

    assertThat(paths(report))
        .containsExactly("org", "tenant", "loginUrl", "clientId", "clientSecret");
  }

  @Test
  void aNewTenantComesWithItsName() {
    OrderReport report = add(Map.of("tenant", "umbrella", "tenantName", "Umbrella"));

    assertThat(report.violations()).isEmpty();
    assertThat(store.fleet.tenants().getLast().id()).isEqualTo("umbrella");
  }

  @Test
  void aSecretOfAnotherOrgIsNotSentElsewhere() {
    add(Map.of());

    OrderReport report =
        add(Map.of("org", "second", "loginUrl", "https://second.my.salesforce.com"));

    assertThat(paths(report)).containsExactly("clientSecret");
    assertThat(store.audited).hasSize(1);
  }

  @Test
  void aTenantAddsItsOwnOnly() {
    OrderReport report =
        cycle.add(TenantScope.of(new TenantId("umbrella")), members(Map.of()), "ann");

    assertThat(paths(report)).containsExactly("tenant");
  }

  @Test
  void aRemovedOrgIsGoneAndItIsSaidWhatIsKept() {
    add(Map.of());

    OrderReport report = remove("new-org");

    assertThat(report.text()).contains("is removed", "samples for 30 days", "manage erase new-org");
    assertThat(store.fleet).isEqualTo(Fleets.whole());
    assertThat(store.audited).hasSize(2);
    assertThat(remove("new-org").text()).contains("nothing changes");
    assertThat(store.audited).hasSize(2);
  }

  @Test
  void anApplyAtTheSameTimeDoesNotLoseTheOrg() {
    store.lost = 2;

    assertThat(add(Map.of()).violations()).isEmpty();
    assertThat(store.fleet.orgs().getLast().id().value()).isEqualTo("new-org");
  }

  private OrderReport add(Map<String, String> others) {
    return cycle.add(TenantScope.all(), members(others), "ann");
  }

  private OrderReport remove(String org) {
    return cycle.remove(TenantScope.all(), Map.of("org", org), "ann");
  }

  private static Map<String, String> members(Map<String, String> others) {
    Map<String, String> members =
        new HashMap<>(
            Map.of(
                "org", "new-org",
                "tenant", Fleets.whole().tenants().getFirst().id(),
                "loginUrl", "https://new.my.salesforce.com",
                "clientId", "3MVG9new",
                "clientSecret", "env:NEW_SECRET",
                "tags", "region=eu, tier=1"));
    members.putAll(others);
    return members;
  }

  private static List<String> paths(OrderReport report) {
    return report.violations().stream().map(Violation::path).toList();
  }
}

package dev.headroom.fleet.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Change.Action;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.Fleets;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Settings;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.usage.IntegrationRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbFleetStoreIT {
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00.123Z");

  private final TestDynamoDb db = TestDynamoDb.create();
  private Instant now = AT;

  private static final String DIGEST = AuditEntry.digest("the manifest");

  /** One running Headroom: its version, its store and its directory. */
  private final class Instance {
    final DynamoDbFleetStore store;
    final DynamoDbOrgDirectory orgs;

    Instance(DynamoDbClient client) {
      FleetVersion version = new FleetVersion(client, db.tables(), () -> now);
      store = new DynamoDbFleetStore(client, db.tables(), version, new ObjectMapper());
      orgs = new DynamoDbOrgDirectory(client, db.tables(), version, new ObjectMapper());
    }

    void apply(Fleet wanted) {
      Fleet stored = store.load();
      store.apply(
          wanted,
          new AuditEntry(
              "someone",
              AT,
              DIGEST,
              FleetDiff.between(stored, wanted),
              SecretMove.between(stored, wanted, "")));
    }
  }

  private final Instance process = new Instance(db.client());

  @Test
  void nothingAppliedIsTheEmptyFleet() {
    assertThat(process.store.load()).isEqualTo(Fleet.EMPTY);
    assertThat(process.store.settings()).isEqualTo(new Settings(0, List.of(), Map.of(), List.of()));
    assertThat(process.orgs.all()).isEmpty();
    assertThat(process.orgs.find(new OrgId("acme-prod"))).isEmpty();
  }

  @Test
  void whatIsAppliedIsLoadedEqual() {
    process.apply(Fleets.whole());
    assertThat(process.store.load()).isEqualTo(Fleets.whole());
    process.apply(Fleets.changed());
    assertThat(process.store.load()).isEqualTo(Fleets.changed());
    process.apply(Fleet.EMPTY);
    assertThat(process.store.load()).isEqualTo(Fleet.EMPTY);
  }

  @Test
  void theDirectoryKnowsWhichTenantIsNotShownNames() {
    TenantScope acme = TenantScope.of(new TenantId("acme"));
    assertThat(process.orgs.hidesNames(acme)).isFalse();
    process.apply(of(new Tenant("acme", "Acme", PersonalData.NONE)));
    assertThat(process.orgs.hidesNames(acme)).isTrue();
    assertThat(new Instance(db.client()).orgs.hidesNames(acme)).isTrue();
    assertThat(process.orgs.hidesNames(TenantScope.of(new TenantId("beta")))).isFalse();
    assertThat(process.orgs.hidesNames(TenantScope.all())).isFalse();
    process.apply(of(new Tenant("acme", "Acme")));
    assertThat(process.orgs.hidesNames(acme)).isFalse();
  }

  private static Fleet of(Tenant tenant) {
    return new Fleet(List.of(tenant), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void thePortsThatMayBeCalledAreKept() {
    Fleet whole = Fleets.whole();
    Fleet withPorts =
        new Fleet(
            whole.tenants(),
            whole.orgs(),
            whole.policies(),
            whole.targets(),
            whole.routes(),
            new TreeSet<>(Set.of(8443, 9443)));
    process.apply(withPorts);
    assertThat(process.store.load()).isEqualTo(withPorts);
    assertThat(process.store.settings().ports()).containsExactlyInAnyOrder(8443, 9443);
    process.apply(whole);
    assertThat(process.store.load()).isEqualTo(whole);
    assertThat(process.store.settings().ports()).isEmpty();
  }

  @Test
  void integrationsAreKept() {
    Fleet whole = Fleets.whole();
    Fleet named =
        new Fleet(
            whole.tenants(),
            whole.orgs(),
            whole.policies(),
            whole.targets(),
            whole.routes(),
            whole.ports(),
            List.of(
                new IntegrationRule(
                    "erp",
                    "ERP sync",
                    new IntegrationRule.Match(
                        List.of("acme-prod"),
                        List.of("SAP CPI"),
                        List.of("sap-*"),
                        List.of("svc-erp@acme.com"),
                        List.of("203.0.113.0/24")),
                    "erp-team",
                    "erp-oncall@acme.com",
                    new IntegrationRule.Budget(15, true)),
                new IntegrationRule(
                    "forms",
                    "Web forms",
                    new IntegrationRule.Match(
                        List.of(), List.of(), List.of("forms"), List.of(), List.of()),
                    null,
                    null,
                    null)));
    process.apply(named);
    assertThat(process.store.load()).isEqualTo(named);
    assertThat(process.store.settings().integrations()).isEqualTo(named.integrations());
    process.apply(whole);
    assertThat(process.store.load()).isEqualTo(whole);
    assertThat(process.store.settings().integrations()).isEmpty();
  }

  @Test
  void anApplyIsSeenAtOnceByItsOwnProcess() {
    assertThat(process.store.settings().version()).isZero();
    process.apply(Fleets.whole());
    Settings settings = process.store.settings();
    assertThat(settings.version()).isPositive();
    assertThat(settings.policies()).isEqualTo(Fleets.whole().policies());
    assertThat(settings.routes()).isEqualTo(Fleets.whole().routes());
    assertThat(settings.targets().values())
        .containsExactlyInAnyOrderElementsOf(Fleets.whole().targets());
    assertThat(process.orgs.all()).isEqualTo(Fleets.whole().orgs());
    process.apply(Fleets.changed());
    assertThat(process.store.settings().version()).isGreaterThan(settings.version());
    assertThat(process.orgs.find(new OrgId("acme-uat"))).isEmpty();
    assertThat(process.orgs.find(new OrgId("gamma-prod"))).isPresent();
  }

  @Test
  void rulesAreTheSettingsWithoutTargetsByOneReadLess() {
    process.apply(Fleets.whole());
    MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
    Instance other = new Instance(meter.client());
    Settings rules = other.store.rules();
    assertThat(meter.calls()).containsExactly("getItem", "batchGetItem");
    assertThat(rules.targets()).isEmpty();
    Settings settings = other.store.settings();
    assertThat(settings.targets()).isNotEmpty();
    assertThat(rules.policies()).isNotEmpty().isEqualTo(settings.policies());
    assertThat(rules.routes()).isEqualTo(settings.routes());
    assertThat(rules.spend()).isEqualTo(settings.spend());
    assertThat(rules.exporters()).isEqualTo(settings.exporters());
    assertThat(rules.version()).isEqualTo(settings.version());

    process.apply(Fleets.changed());
    now = now.plusSeconds(2);
    assertThat(other.store.rules().routes()).isEqualTo(Fleets.changed().routes());
  }

  @Test
  void aNewProcessReadsTheVersionWithItsFirstOrg() {
    process.apply(Fleets.whole());
    MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
    Instance fresh = new Instance(meter.client());
    OrgId id = Fleets.whole().orgs().getFirst().id();
    assertThat(fresh.orgs.find(id)).contains(Fleets.whole().orgs().getFirst());
    assertThat(meter.calls()).containsExactly("batchGetItem");
    // That row may be older than the version, so it was not kept.
    assertThat(fresh.orgs.find(id)).contains(Fleets.whole().orgs().getFirst());
    assertThat(fresh.orgs.find(id)).isPresent();
    assertThat(meter.calls()).containsExactly("batchGetItem", "getItem");
    assertThat(new Instance(meter.client()).orgs.find(new OrgId("nobody"))).isEmpty();
  }

  @Test
  void aTargetThatIsRemovedIsKnownAsSuchUntilItIsAddedAgain() {
    process.apply(Fleets.whole());
    Target target = Fleets.whole().targets().getFirst();
    assertThat(process.store.settings().removed()).isEmpty();
    process.apply(Fleet.EMPTY);
    assertThat(process.store.settings().targets()).containsKey(target.id());
    assertThat(process.store.settings().removed()).contains(target.id());
    assertThat(process.store.settings().current()).isEmpty();
    process.apply(Fleets.whole());
    assertThat(process.store.settings().removed()).isEmpty();
    assertThat(process.store.settings().current()).containsEntry(target.id(), target);
  }

  @Test
  void onlyATargetThatTheFirstReleaseStoredMayHaveAWeakSecret() {
    process.apply(fleet(hook("https://a.example", "env:S"), hook2()));
    assertThat(process.store.settings().lenient()).isEmpty();
    asTheFirstReleaseWroteIt("hooks");
    assertThat(afresh().store.settings().lenient()).containsExactly(new TargetId("hooks"));

    afresh().apply(fleet(hook("https://b.example", "env:S"), hook2()));
    assertThat(afresh().store.settings().lenient())
        .as("another address")
        .containsExactly(new TargetId("hooks"));

    afresh().apply(fleet(hook("https://b.example", "env:OTHER"), hook2()));
    assertThat(afresh().store.settings().lenient()).as("another secret").isEmpty();

    asTheFirstReleaseWroteIt("hooks");
    afresh().apply(fleet(hook2()));
    assertThat(afresh().store.settings().lenient())
        .as("removed, and told to the end of what it was told of")
        .containsExactly(new TargetId("hooks"));
    afresh().apply(fleet(hook("https://b.example", "env:OTHER"), hook2()));
    assertThat(afresh().store.settings().lenient()).as("added again").isEmpty();
  }

  private Instance afresh() {
    return new Instance(db.client());
  }

  private static Fleet fleet(Target... targets) {
    return new Fleet(List.of(), List.of(), List.of(), List.of(targets), List.of());
  }

  private static Target hook(String url, String secret) {
    return new Target(new TargetId("hooks"), "webhook", Map.of("url", url, "secret", secret));
  }

  private static Target hook2() {
    return new Target(
        new TargetId("more"), "webhook", Map.of("url", "https://c.example", "secret", "env:S"));
  }

  /** The first release knew nothing of strong secrets. */
  private void asTheFirstReleaseWroteIt(String target) {
    db.client()
        .updateItem(
            u ->
                u.tableName(db.tables().state())
                    .key(Item.key(Tables.META, "TARGET#" + target))
                    .updateExpression("remove strict"));
  }

  @Test
  void anotherProcessSeesAnApplyOnceASecondHasPassed() {
    Instance other = new Instance(db.client());
    process.apply(Fleets.whole());
    List<Org> before = other.orgs.all();
    Settings settings = other.store.settings();
    process.apply(Fleets.changed());

    now = AT.plusMillis(999);
    assertThat(other.orgs.all()).isEqualTo(before);
    assertThat(other.store.settings()).isEqualTo(settings);
    now = AT.plusMillis(1000);
    assertThat(other.orgs.all()).isEqualTo(Fleets.changed().orgs());
    assertThat(other.orgs.find(new OrgId("acme-uat"))).isEmpty();
    assertThat(other.store.settings().routes()).isEqualTo(Fleets.changed().routes());
  }

  @Test
  void aClockSetBackKeepsNothingAlive() {
    Instance other = new Instance(db.client());
    assertThat(other.orgs.all()).isEmpty();
    process.apply(Fleets.whole());
    now = AT.minusSeconds(3600);
    assertThat(other.orgs.all()).hasSize(2);
  }

  @Test
  void aRemovedTargetStillReceivesItsMessages() {
    process.apply(Fleets.whole());
    process.apply(Fleets.changed());
    Settings settings = process.store.settings();
    assertThat(settings.targets())
        .containsEntry(
            new TargetId("hooks"),
            new Target(
                new TargetId("hooks"),
                "webhook",
                Map.of("url", "https://alerts.acme.com/x", "secret", "env:HOOK")));
    assertThat(settings.routes().stream().map(Route::to).flatMap(List::stream))
        .containsExactly(new TargetId("pager"));
    process.apply(Fleets.whole());
    assertThat(process.store.load()).isEqualTo(Fleets.whole());
  }

  @Test
  void anEqualFleetWritesNothing() {
    process.apply(Fleets.whole());
    List<Item> before = db.allState();
    process.apply(Fleets.whole());
    assertThat(db.allState()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void eachApplyThatChangesSomethingIsAudited() {
    process.apply(Fleets.whole());
    process.apply(Fleets.whole());
    process.apply(Fleets.changed());
    List<Item> audit = audit();
    assertThat(audit).hasSize(2);
    assertThat(audit).allMatch(row -> row.text("actor").equals("someone"));
    assertThat(audit)
        .extracting(row -> row.text("sk"))
        .containsExactlyInAnyOrder(
            "AUDIT#2026-11-25T10:00:00.123Z#0", "AUDIT#2026-11-25T10:00:00.123Z#1");
    assertThat(audit.stream().flatMap(row -> row.texts("changes").stream()))
        .contains(
            "add org acme-prod: auth.clientSecret (none -> env:SECRET), loginUrl (none ->"
                + " acme-prod.my.salesforce.com)",
            "change tenant acme: name",
            "change target chat: url (env:SLACK_URL -> env:SLACK_URL_2)",
            "remove target hooks",
            "secret env:SECRET moves from acme-prod.my.salesforce.com to"
                + " gamma-prod.my.salesforce.com (orgs[1].auth.clientSecret)");
    assertThat(audit).allMatch(row -> row.text("manifest").equals(DIGEST));
  }

  @Test
  void aTargetThatIsResumedIsAudited() {
    process.store.audit(AuditEntry.resumed("someone", AT, new TargetId("chat")));
    assertThat(audit())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.text("actor")).isEqualTo("someone");
              assertThat(row.texts("changes")).containsExactly("resume target chat");
              assertThat(row.attributes()).doesNotContainKey("manifest").containsKey("at");
            });
  }

  @Test
  void anAuditOfManyChangesTakesSeveralRows() {
    List<Change.Member> hosts =
        List.of(new Change.Member("loginUrl", "o".repeat(253), "n".repeat(253)));
    List<Change> changes =
        IntStream.range(0, 4_001)
            .mapToObj(i -> new Change(Action.ADD, "org", "o".repeat(58) + i, hosts))
            .toList();
    process.store.apply(Fleets.whole(), new AuditEntry("someone", AT, DIGEST, changes, List.of()));
    assertThat(audit().stream().mapToInt(row -> row.texts("changes").size()).sum())
        .isEqualTo(4_001);
  }

  @Test
  void aRunCutOffAnywhereIsRepairedByTheNext() {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      DynamoDbFleetStoreIT fresh = new DynamoDbFleetStoreIT();
      cut = fresh.isCutOffAtWrite(n, Fleets.changed());
      assertThat(n).isLessThan(20);
    }
  }

  @Test
  void aRunCutOffAnywhereLeavesNothingToAnotherFleet() {
    boolean cut = true;
    for (int n = 1; cut; n++) {
      DynamoDbFleetStoreIT fresh = new DynamoDbFleetStoreIT();
      cut = fresh.isCutOffAtWrite(n, Fleets.ofOrgs(3));
    }
  }

  /** Cuts an apply off, then applies {@code next}; whether it was cut off. */
  private boolean isCutOffAtWrite(int n, Fleet next) {
    process.apply(Fleets.whole());
    Instance other = new Instance(db.client());
    assertThat(other.orgs.all()).hasSize(2);
    assertThat(other.store.settings().routes()).hasSize(2);
    boolean cut = false;
    try {
      new Instance(FailingClient.atWrite(n, db.client())).apply(Fleets.changed());
    } catch (StoreUnavailableException e) {
      cut = true;
    }
    process.apply(next);
    assertThat(process.store.load()).as("cut off at write " + n).isEqualTo(next);
    assertThat(process.orgs.all()).isEqualTo(next.orgs());
    now = now.plusSeconds(1);
    assertThat(other.orgs.all()).as("cut off at write " + n).isEqualTo(next.orgs());
    assertThat(other.store.settings().routes()).isEqualTo(next.routes());
    assertThat(other.store.settings().policies()).isEqualTo(next.policies());
    return cut;
  }

  @Test
  void appliesThatRaceEndWithOneOfTheirFleets() throws Exception {
    for (int round = 0; round < 20; round++) {
      CountDownLatch start = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        List<Future<?>> runs =
            List.of(Fleets.whole(), Fleets.changed()).stream()
                .<Future<?>>map(
                    fleet ->
                        threads.submit(
                            () -> {
                              start.await();
                              new Instance(db.client()).apply(fleet);
                              return null;
                            }))
                .toList();
        start.countDown();
        for (Future<?> run : runs) {
          run.get();
        }
      }
      Fleet stored = process.store.load();
      assertThat(stored).isIn(Fleets.whole(), Fleets.changed());
      now = now.plusSeconds(1);
      assertThat(process.orgs.all()).isEqualTo(stored.orgs());
      assertThat(process.store.settings().routes()).isEqualTo(stored.routes());
    }
  }

  @Test
  void changesThatRaceAreAllKept() throws Exception {
    for (int round = 0; round < 20; round++) {
      process.apply(Fleets.whole());
      List<String> names = List.of("one", "two", "three");
      CountDownLatch start = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newFixedThreadPool(names.size())) {
        List<Future<?>> runs =
            names.stream()
                .<Future<?>>map(
                    name ->
                        threads.submit(
                            () -> {
                              start.await();
                              new Instance(db.client())
                                  .store.change(
                                      fleet -> withOrgAndRoute(fleet, name),
                                      new AuditEntry(name, AT, DIGEST, List.of(), List.of()));
                              return null;
                            }))
                .toList();
        start.countDown();
        for (Future<?> run : runs) {
          run.get();
        }
      }
      Fleet stored = process.store.load();
      assertThat(stored.orgs())
          .extracting(org -> org.id().value())
          .contains("one", "two", "three", "acme-prod");
      assertThat(stored.routes())
          .extracting(route -> route.match().tags().get("name"))
          .contains("one", "two", "three");
      now = now.plusSeconds(1);
      assertThat(process.orgs.all()).hasSameElementsAs(stored.orgs());
    }
  }

  private static Fleet withOrgAndRoute(Fleet fleet, String name) {
    Org org = Fleets.org(name);
    if (fleet.orgs().contains(org)) {
      return fleet;
    }
    Fleet grown =
        fleet.withOrgs(
            fleet.tenants(), Stream.concat(fleet.orgs().stream(), Stream.of(org)).toList());
    return new Fleet(
        grown.tenants(),
        grown.orgs(),
        grown.policies(),
        grown.targets(),
        Stream.concat(
                grown.routes().stream(),
                Stream.of(
                    new Route(
                        new Route.Match(null, null, Map.of("name", name), List.of()),
                        List.of(),
                        true)))
            .toList(),
        grown.ports());
  }

  @Test
  void aThousandOrgsAreReadFromMemoryWhileTheVersionStays() {
    process.apply(Fleets.ofOrgs(1_000));
    List<Org> first = process.orgs.all();
    assertThat(first).hasSize(1_000).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
    assertThat(process.orgs.all()).isSameAs(first);
    assertThat(process.orgs.find(new OrgId("org-00500"))).containsSame(first.get(500));
    now = now.plusSeconds(60);
    assertThat(process.orgs.all()).isSameAs(first);
  }

  @Test
  void aRowThatIsNotOursIsNamedWithoutItsText() {
    process.apply(Fleets.whole());
    Map<String, AttributeValue> row =
        Item.of("META", "POLICIES").text("body", "hunter2").build().attributes();
    db.client().putItem(b -> b.tableName(db.tables().state()).item(row));
    assertThatThrownBy(() -> process.store.load())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the stored item POLICIES cannot be read");
  }

  private List<Item> audit() {
    return db.allState().stream().filter(row -> row.text("pk").equals("AUDIT")).toList();
  }
}

package dev.headroom.cycle.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.TenantClaims;
import dev.headroom.fleet.TenantPart;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantId;
import dev.headroom.report.ManageReport;
import dev.headroom.wiring.TargetTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant's manifest changes what is the tenant's own, and nothing else. */
class TenantManifestTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final TenantId ACME = new TenantId("acme");

  /** The operator's manifest: two tenants, and something that is shared. */
  private static final String FLEET =
      """
      version: 1
      ports: [8443]
      reminders: {escalation: PT4H}
      advice: {minSavingPercent: 3}
      tenants: [{id: acme, name: Acme Ltd}, {id: beta, name: Beta Ltd}]
      orgs: [%s, %s]
      targets:
        - {id: pager, type: pagerduty, routingKey: "env:PD_KEY"}
        - {id: acme-chat, tenant: acme, type: slack, url: "env:ACME_SLACK"}
        - {id: beta-chat, tenant: beta, type: slack, url: "env:BETA_SLACK"}
      routes:
        - {tenant: acme, match: {}, to: [acme-chat], continue: true}
        - {tenant: acme, match: {severity: exhausted}, to: [pager], continue: true}
        - {match: {severity: escalation}, to: [pager], continue: true}
        - {tenant: beta, match: {}, to: [beta-chat]}
      policies:
        - {match: {tenant: beta}, attention: 50, escalation: 70}
        - {match: {tenant: acme}, attention: 55, escalation: 75}
        - {match: {}, attention: 60, escalation: 80}
      integrations:
        - {id: erp, name: ERP, match: {orgs: [acme-prod], users: ["erp@*"]}}
        - {id: crm, name: CRM, match: {orgs: [beta-prod], users: ["crm@*"]}}
        - {id: hub, name: Hub, match: {apps: ["Hub"]}}
      spend:
        - {match: {tenant: acme}, cap: 600}
        - {match: {}, cap: 500}
      mutes:
        - {match: {tenant: beta}, until: 2027-01-01T00:00:00Z, reason: move, by: Ann}
      """
          .formatted(org("acme-prod", "acme"), org("beta-prod", "beta"));

  private static String org(String id, String tenant) {
    return "{id: %s, tenant: %s, loginUrl: \"https://%s.my.salesforce.com\", auth: {type: client-credentials, clientId: k, clientSecret: \"env:%s\"}}"
        .formatted(id, tenant, id, id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String tenant(String rest) {
    return "version: 1\ntenants: [{id: acme, name: Acme Ltd}]\n" + rest;
  }

  private static final String OWN =
      """
      orgs: [%s, %s]
      targets:
        - {id: acme-chat, tenant: acme, type: slack, url: "env:ACME_SLACK_2"}
        - {id: acme-hooks, tenant: acme, type: webhook, url: "https://alerts.acme.com:8443/x", secret: "env:ACME_HOOK"}
      routes:
        - {tenant: acme, match: {severity: escalation}, to: [acme-hooks], continue: true}
        - {tenant: acme, match: {}, to: [acme-chat]}
      policies:
        - {tenant: acme, match: {limits: ["Daily*"]}, attention: 40, escalation: 90}
      ports: [8443]
      """
          .formatted(org("acme-prod", "acme"), org("acme-uat", "acme"));

  private final Store store = new Store();
  private final YamlManifestReader reader =
      new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
  private final InMemoryNotifyStore health = new InMemoryNotifyStore();
  private final ManageCycle cycle =
      new ManageCycle(
          reader, store, new TargetsCycle(store, health, () -> {}, () -> NOW), () -> NOW, "");

  private static final class Store implements FleetStore {
    private Fleet fleet = Fleet.EMPTY;
    private int writes;
    private final List<AuditEntry> audited = new ArrayList<>();

    @Override
    public Settings settings() {
      return new Settings(
          0,
          fleet.policies(),
          fleet.targets().stream().collect(Collectors.toMap(Target::id, t -> t)),
          fleet.routes());
    }

    @Override
    public Fleet load() {
      return fleet;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      fleet = wanted;
      writes++;
      audit(entry);
    }

    @Override
    public void audit(AuditEntry entry) {
      audited.add(entry);
    }
  }

  private void start() {
    assertThat(cycle.run(Action.APPLY, FLEET, "operator").violations()).isEmpty();
    store.writes = 0;
    store.audited.clear();
  }

  private ManageReport apply(String text) {
    return cycle.run(Action.APPLY, ACME, text, "command line", false);
  }

  @Test
  void onlyTheTenantsOwnChanges() {
    start();
    Fleet before = store.fleet;

    ManageReport report = apply(tenant(OWN));

    assertThat(report.violations()).isEmpty();
    assertThat(report.changes())
        .extracting(c -> c.action() + " " + c.kind() + " " + c.id())
        .containsExactly(
            "ADD org acme-uat",
            "CHANGE policy policies[0]",
            "CHANGE target acme-chat",
            "ADD target acme-hooks",
            "CHANGE route routes[0]",
            "ADD route routes[1]",
            "REMOVE integration erp",
            "REMOVE spend spend[0]");
    assertThat(TenantPart.own(store.fleet, new TenantId("beta")))
        .isEqualTo(TenantPart.own(before, new TenantId("beta")));
    assertThat(store.fleet.ports()).isEqualTo(before.ports());
    assertThat(store.fleet.telling()).isEqualTo(before.telling());
    assertThat(store.fleet.advice()).isEqualTo(before.advice());
    assertThat(store.audited)
        .extracting(AuditEntry::actor)
        .containsExactly("command line, for tenant acme");
    assertThat(apply(tenant(OWN)).changes()).isEmpty();
  }

  @Test
  void ownRulesStandWhereTheyStoodAndTheOperatorsKeepTheirOrder() {
    start();
    apply(tenant(OWN));
    assertThat(store.fleet.routes())
        .extracting(route -> route.match().tenant() + " " + route.to())
        .containsExactly(
            "acme [acme-hooks]",
            "acme [acme-chat]",
            "acme [pager]",
            "null [pager]",
            "beta [beta-chat]");
    assertThat(store.fleet.policies())
        .extracting(policy -> policy.tenant() + " " + policy.limits())
        .containsExactly("beta []", "acme [Daily*]", "null []");
  }

  @Test
  void newRoutesComeAfterTheOperatorsAndOtherNewRulesBeforeThem() {
    store.fleet = read(FLEET);
    apply(tenant("orgs: [" + org("acme-prod", "acme") + "]\n"));
    apply(tenant(OWN.replace("\"Daily*\"", "\"*\"")));
    assertThat(store.fleet.routes()).last().extracting(r -> r.match().tenant()).isEqualTo("acme");
    assertThat(store.fleet.policies())
        .first()
        .extracting(policy -> policy.tenant())
        .isEqualTo("acme");
  }

  @Test
  void aPlanChangesNothing() {
    start();
    Fleet before = store.fleet;
    ManageReport plan = cycle.run(Action.PLAN, ACME, tenant(OWN), "command line", false);
    assertThat(store.fleet).isSameAs(before);
    assertThat(store.audited).isEmpty();
    assertThat(plan.changes()).isEqualTo(apply(tenant(OWN)).changes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // another tenant, its org, its target, its route
        "tenants[1] | beta | tenants: [{id: acme, name: A}, {id: beta, name: B}] ; orgs: []",
        "orgs[0].id | beta-prod | tenants: [{id: acme, name: A}] ; orgs: [ORG]",
        "targets[0].id | beta-chat | tenants: [{id: acme, name: A}] ; orgs: [] ; targets: [{id:"
            + " beta-chat, tenant: acme, type: slack, url: 'env:X'}]",
        "targets[0].id | pager | tenants: [{id: acme, name: A}] ; orgs: [] ; targets: [{id: pager,"
            + " tenant: acme, type: slack, url: 'env:X'}]",
        "routes[0].to[0] | beta-chat | tenants: [{id: acme, name: A}] ; orgs: [] ; routes:"
            + " [{tenant: acme, match: {}, to: [beta-chat]}]",
        "routes[0].to[0] | pager | tenants: [{id: acme, name: A}] ; orgs: [] ; routes: [{tenant:"
            + " acme, match: {}, to: [pager]}]",
        "routes[0].match.tenant | beta | tenants: [{id: acme, name: A}] ; orgs: [] ; routes:"
            + " [{match: {tenant: beta}, to: []}]",
        "mutes[0].match.orgs[0] | beta-prod | tenants: [{id: acme, name: A}] ; orgs: [] ; mutes:"
            + " [{match: {orgs: [beta-prod]}, until: '2027-01-01T00:00:00Z', reason: r, by: b}]",
        "integrations[0].id | crm | tenants: [{id: acme, name: A}] ; orgs: [MINE] ; integrations:"
            + " [{id: crm, name: C, match: {orgs: [acme-prod], users: [x]}}]",
        // what holds for everybody
        "routes[0] | | tenants: [{id: acme, name: A}] ; orgs: [] ; routes: [{match: {}, to: []}]",
        "policies[0] | | tenants: [{id: acme, name: A}] ; orgs: [] ; policies: [{match: {},"
            + " attention: 1, escalation: 2}]",
        "targets[0] | shared | tenants: [{id: acme, name: A}] ; orgs: [] ; targets: [{id: shared,"
            + " type: slack, url: 'env:X'}]",
        "integrations[0] | all | tenants: [{id: acme, name: A}] ; orgs: [] ; integrations: [{id:"
            + " all, name: C, match: {users: [x]}}]",
        "spend[0] | | tenants: [{id: acme, name: A}] ; orgs: [] ; spend: [{match: {}, cap: 50}]",
        "access[0] | | tenants: [{id: acme, name: A}] ; orgs: [] ; access: [{match: {}, alert:"
            + " {high: off}}]",
        "mutes[0] | | tenants: [{id: acme, name: A}] ; orgs: [] ; mutes: [{match: {}, until:"
            + " '2027-01-01T00:00:00Z', reason: r, by: b}]",
        "reminders | | tenants: [{id: acme, name: A}] ; orgs: [] ; reminders: {escalation: PT1H}",
        "advice | | tenants: [{id: acme, name: A}] ; orgs: [] ; advice: {minSavingPercent: 9}",
        "ports | 9443 | tenants: [{id: acme, name: A}] ; orgs: [] ; ports: [9443]",
        "tenants | | tenants: [] ; orgs: []",
        "tenants[0].personalData | none | tenants: [{id: acme, name: A, personalData: none}] ;"
            + " orgs: []",
        // a secret of another tenant
        "orgs[0].auth.clientSecret | env:BETA_PROD | tenants: [{id: acme, name: A}] ; orgs:"
            + " [STOLEN]",
      })
  void whatIsNotItsOwnIsRefusedAndNothingIsWritten(String path, String value, String text) {
    start();
    Fleet before = store.fleet;
    String manifest =
        "version: 1\n"
            + text.replace(" ; ", "\n")
                .replace("ORG", org("beta-prod", "acme"))
                .replace("MINE", org("acme-prod", "acme"))
                .replace("STOLEN", org("acme-x", "acme").replace("ACME_X", "BETA_PROD"));

    List<Violation> violations = apply(manifest).violations();

    assertThat(violations).extracting(Violation::path).contains(path);
    Violation violation =
        violations.stream().filter(v -> v.path().equals(path)).findFirst().orElseThrow();
    assertThat(violation.value()).isEqualTo(value);
    // Why, and what to do; nothing that the manifest does not name itself.
    assertThat(violation.problem() + violation.remedy())
        .doesNotContain("beta", "Beta", "pagerduty");
    assertThat(violation.problem())
        .containsAnyOf("acme", "fleet", "would be sent to acme-x.my.salesforce.com");
    assertThat(store.fleet).isSameAs(before);
    assertThat(store.writes).isZero();
    assertThat(store.audited).isEmpty();
  }

  @Test
  void whatItIsShownOfUsersIsTheOperatorsAndStays() {
    String hiding = "{id: acme, name: Acme Ltd, personalData: none}";
    cycle.run(Action.APPLY, FLEET.replace("{id: acme, name: Acme Ltd}", hiding), "operator");
    assertThat(apply(tenant(OWN)).violations()).isEmpty();
    assertThat(store.fleet.tenants())
        .contains(
            new Tenant("acme", "Acme Ltd", PersonalData.NONE), new Tenant("beta", "Beta Ltd"));
    assertThat(apply(tenant(OWN).replace("{id: acme, name: Acme Ltd}", hiding)).violations())
        .isEmpty();
    assertThat(
            apply(tenant(OWN).replace("Acme Ltd}", "Acme Ltd, personalData: names}")).violations())
        .extracting(Violation::path)
        .containsExactly("tenants[0].personalData");
    assertThat(store.fleet.tenants().getFirst().hidesNames()).isTrue();
  }

  @Test
  void whatTheOperatorsEntriesNameCannotGo() {
    start();
    cycle.run(
        Action.APPLY,
        FLEET
            .replace(
                "to: [pager], continue: true}\n  - {match", "to: [pager, acme-chat]}\n  - {match")
            .replace(
                "match: {apps: [\"Hub\"]}", "match: {orgs: [acme-prod, beta-prod], apps: [Hub]}"),
        "operator");
    Fleet before = store.fleet;
    assertThat(apply(tenant("orgs: []\n")).violations())
        .extracting(v -> v.path() + " " + v.value())
        .containsExactly("orgs acme-prod", "targets acme-chat");
    assertThat(store.fleet).isSameAs(before);
  }

  @Test
  void aTargetThatTheFleetNoLongerHasIsStillAnothersById() {
    start();
    assertThat(
            TenantClaims.beside(
                store.fleet,
                Map.of(
                    new TargetId("old"),
                    new Target(new TargetId("old"), "slack", Map.of(), "beta")),
                read(
                    tenant(
                        """
                        orgs: []
                        targets: [{id: old, tenant: acme, type: slack, url: "env:X"}]
                        """)),
                ACME))
        .extracting(Violation::path)
        .contains("targets[0].id");
  }

  @Test
  void aTenantThatTheFleetDoesNotHaveYetIsAdded() {
    start();
    assertThat(
            cycle
                .run(
                    Action.APPLY,
                    new TenantId("gamma"),
                    "version: 1\ntenants: [{id: gamma, name: G}]\norgs: [%s]\n"
                        .formatted(org("gamma-prod", "gamma")),
                    "x",
                    false)
                .changes())
        .extracting(c -> c.kind() + " " + c.id())
        .containsExactly("tenant gamma", "org gamma-prod");
    assertThat(store.fleet.tenants()).hasSize(3);
  }

  /** Whatever tenants apply in whatever order, each finds its own as it wrote it, and no more. */
  @Test
  void tenantsNeverTouchOneAnother() {
    int applies = 0;
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      start();
      for (int i = 0; i < 6; i++) {
        String id = random.nextBoolean() ? "acme" : "beta";
        String other = id.equals("acme") ? "beta" : "acme";
        Fleet before = store.fleet;
        ManageReport report =
            cycle.run(Action.APPLY, new TenantId(id), random(random, id), "x", true);
        assertThat(report.violations()).as("seed %d", seed).isEmpty();
        applies++;
        assertThat(TenantPart.own(store.fleet, new TenantId(other)))
            .as("seed %d", seed)
            .isEqualTo(TenantPart.own(before, new TenantId(other)));
        assertThat(operators(store.fleet)).as("seed %d", seed).isEqualTo(operators(before));
      }
    }
    System.out.printf("tenants' manifests: %d applies, 0 changes of others%n", applies);
  }

  /** What belongs to neither tenant, in its order. */
  private static Fleet operators(Fleet fleet) {
    Fleet none = read("version: 1\ntenants: []\norgs: []\n");
    return TenantPart.replace(TenantPart.replace(fleet, none, ACME), none, new TenantId("beta"));
  }

  private static String random(Random random, String id) {
    StringBuilder text =
        new StringBuilder(
            "version: 1\ntenants: [{id: %s, name: N%d}]\n".formatted(id, random.nextInt(3)));
    List<String> orgs = new ArrayList<>(List.of(id + "-prod"));
    for (int i = random.nextInt(3); i > 0; i--) {
      orgs.add(id + "-" + i);
    }
    text.append(
        "orgs: [%s]\n"
            .formatted(orgs.stream().map(o -> org(o, id)).collect(Collectors.joining(", "))));
    text.append(
        "targets: [{id: %s-chat, tenant: %s, type: slack, url: \"env:%s_SLACK\"}]\n"
            .formatted(id, id, id.toUpperCase(Locale.ROOT)));
    text.append("routes: [");
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append("{tenant: %s, match: {}, to: [%s-chat], continue: true},".formatted(id, id));
    }
    text.append("]\npolicies: [");
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append("{match: {tenant: %s}, attention: %d, escalation: 90},".formatted(id, 30 + i));
    }
    text.append("]\nmutes: [");
    for (int i = random.nextInt(2); i > 0; i--) {
      text.append(
          "{match: {orgs: [%s-prod]}, until: \"2027-01-01T00:00:00Z\", reason: r, by: b},"
              .formatted(id));
    }
    return text.append("]\n").toString();
  }

  private static Fleet read(String text) {
    return switch (new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL).read(text)) {
      case Manifest.Valid(Fleet fleet, var warnings) -> fleet;
      case Manifest.Invalid(var violations) -> throw new AssertionError(violations);
    };
  }
}

package dev.headroom.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.fleet.Change.Action;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FleetDiffTest {
  private static final Fleet FLEET =
      new Fleet(
          List.of(new Tenant("a", "A"), new Tenant("b", "B")),
          List.of(org("one", 5), org("two", 5)),
          List.of(policy(50), policy(60)),
          List.of(target("hooks", "env:A"), target("chat", "env:B")),
          List.of(route("hooks"), route("chat")));

  @Test
  void anEqualFleetChangesNothing() {
    assertThat(FleetDiff.between(FLEET, FLEET)).isEmpty();
  }

  @Test
  void fromNothingEverythingIsAdded() {
    assertThat(FleetDiff.between(Fleet.EMPTY, FLEET))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("members")
        .containsExactly(
            new Change(Action.ADD, "tenant", "a"),
            new Change(Action.ADD, "tenant", "b"),
            new Change(Action.ADD, "org", "one"),
            new Change(Action.ADD, "org", "two"),
            new Change(Action.ADD, "policy", "policies[0]"),
            new Change(Action.ADD, "policy", "policies[1]"),
            new Change(Action.ADD, "target", "hooks"),
            new Change(Action.ADD, "target", "chat"),
            new Change(Action.ADD, "route", "routes[0]"),
            new Change(Action.ADD, "route", "routes[1]"));
  }

  @Test
  void portsAreDistinguishedByNumber() {
    assertThat(FleetDiff.between(ports(443, 8443), ports(8443, 9443)))
        .containsExactly(
            new Change(Action.ADD, "port", "9443"), new Change(Action.REMOVE, "port", "443"));
  }

  @Test
  void aChangeOfWhatIsWorthAMessageNamesTheMember() {
    assertThat(FleetDiff.between(advice(2), advice(2))).isEmpty();
    assertThat(FleetDiff.between(advice(5), advice(10)))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.action()).isEqualTo(Action.CHANGE);
              assertThat(change.kind()).isEqualTo("advice");
              assertThat(change.members())
                  .singleElement()
                  .satisfies(member -> assertThat(member.name()).isEqualTo("minSavingPercent"));
            });
  }

  @Test
  void aChangeOfACapOrOfAnAccessEntryNamesTheMember() {
    AccessPolicy.Match prod = new AccessPolicy.Match(List.of(), Map.of("env", "prod"), null);
    AccessPolicy before = new AccessPolicy(prod, AccessRule.NONE, AccessPolicy.DEFAULT_ALERT);
    AccessPolicy after =
        new AccessPolicy(
            prod,
            new AccessRule(
                List.of(new AllowRule(AllowRule.Kind.USER, "svc-*")), AccessRule.NONE.accept()),
            AccessPolicy.DEFAULT_ALERT);

    assertThat(
            FleetDiff.between(
                judged(new SpendRule(List.of("one"), Map.of(), null, 400), before),
                judged(new SpendRule(List.of("one"), Map.of(), "a", 600), after)))
        .containsExactly(
            new Change(
                Action.CHANGE,
                "spend",
                "spend[0]",
                List.of(
                    new Change.Member("cap", null, null),
                    new Change.Member("match.tenant", null, null))),
            new Change(
                Action.CHANGE,
                "access",
                "access[0]",
                List.of(new Change.Member("apiUsers.allow", null, null))));
  }

  private static Fleet judged(SpendRule cap, AccessPolicy access) {
    return new Fleet(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeSet<>(),
        List.of(),
        List.of(cap),
        List.of(access),
        AdviceRule.DEFAULT);
  }

  private static Fleet advice(double minSavingPercent) {
    return new Fleet(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeSet<>(),
        List.of(),
        List.of(),
        List.of(),
        new AdviceRule(minSavingPercent));
  }

  private static Fleet ports(Integer... ports) {
    return new Fleet(
        List.of(), List.of(), List.of(), List.of(), List.of(), new TreeSet<>(List.of(ports)));
  }

  @Test
  void toNothingEverythingIsRemoved() {
    assertThat(FleetDiff.between(FLEET, Fleet.EMPTY))
        .hasSize(10)
        .allMatch(c -> c.action() == Action.REMOVE);
  }

  @Test
  void theOrderOfOrgsTenantsAndTargetsIsOfNoMeaning() {
    Fleet turned =
        new Fleet(
            FLEET.tenants().reversed(),
            FLEET.orgs().reversed(),
            FLEET.policies(),
            FLEET.targets().reversed(),
            FLEET.routes());
    assertThat(FleetDiff.between(FLEET, turned)).isEmpty();
  }

  @Test
  void theOrderOfPoliciesAndRoutesCounts() {
    Fleet turned =
        new Fleet(
            FLEET.tenants(),
            FLEET.orgs(),
            FLEET.policies().reversed(),
            FLEET.targets(),
            FLEET.routes().reversed());
    assertThat(FleetDiff.between(FLEET, turned))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("members")
        .containsExactly(
            new Change(Action.CHANGE, "policy", "policies[0]"),
            new Change(Action.CHANGE, "policy", "policies[1]"),
            new Change(Action.CHANGE, "route", "routes[0]"),
            new Change(Action.CHANGE, "route", "routes[1]"));
  }

  @Test
  void changesOfAKindStandBeforeItsRemovals() {
    Fleet wanted =
        new Fleet(
            List.of(new Tenant("a", "A")),
            List.of(org("three", 5), org("two", 10)),
            List.of(policy(50)),
            List.of(target("hooks", "env:C")),
            List.of(route("hooks")));
    assertThat(FleetDiff.between(FLEET, wanted))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("members")
        .containsExactly(
            new Change(Action.REMOVE, "tenant", "b"),
            new Change(Action.ADD, "org", "three"),
            new Change(Action.CHANGE, "org", "two"),
            new Change(Action.REMOVE, "org", "one"),
            new Change(Action.REMOVE, "policy", "policies[1]"),
            new Change(Action.CHANGE, "target", "hooks"),
            new Change(Action.REMOVE, "target", "chat"),
            new Change(Action.REMOVE, "route", "routes[1]"));
  }

  @Test
  void aChangeNamesItsMembersAndOldAndNewHostsAndNoValueOfAnother() {
    Org before = org("one", 5);
    Org after =
        new Org(
            before.id(),
            "b",
            URI.create("https://evil.example:8443"),
            new JwtBearer(
                "other",
                "user",
                new SecretRef(SecretRef.Scheme.KMS, "alias/k"),
                URI.create("https://login.salesforce.com")),
            Duration.ofMinutes(10),
            "67.0",
            Map.of("env", "prod"));
    Fleet stored =
        new Fleet(
            List.of(new Tenant("a", "A")),
            List.of(before),
            List.of(policy(50)),
            List.of(target("chat", "https://hooks.slack.com/services/s3cret")),
            List.of(route("chat")));
    Fleet wanted =
        new Fleet(
            List.of(new Tenant("a", "B")),
            List.of(after),
            List.of(policy(60)),
            List.of(
                target("chat", "https://evil.example/services/s3cret?token=s3cret"),
                target("new", "https://user:s3cret@new.example/s3cret")),
            List.of(route("new")));

    List<Change> changes = FleetDiff.between(stored, wanted);

    assertThat(changes)
        .extracting(c -> c.kind() + " " + c.id() + ": " + c.details())
        .containsExactly(
            "tenant a: name",
            "org one: apiVersion, auth.audience (none -> login.salesforce.com), auth.clientId,"
                + " auth.clientSecret (env:S -> none), auth.privateKey (none -> kms:alias/k),"
                + " auth.type, auth.username, interval, loginUrl (one.my.salesforce.com ->"
                + " evil.example:8443), tags, tenant",
            "policy policies[0]: attention",
            "target chat: url (hooks.slack.com -> evil.example)",
            "target new: url (none -> new.example)",
            "route routes[0]: to");
    assertThat(changes.toString()).doesNotContain("s3cret");
  }

  @Test
  void whatATenantIsShownOfUsersIsAMember() {
    Tenant unsaid = new Tenant("a", "A");
    Tenant names = new Tenant("a", "A", PersonalData.NAMES);
    Tenant none = new Tenant("a", "A", PersonalData.NONE);
    assertThat(FleetDiff.between(of(unsaid), of(none)).toString()).contains("personalData");
    assertThat(FleetDiff.between(of(none), of(names)).toString()).contains("personalData");
    assertThat(FleetDiff.between(of(unsaid), of(names)).toString()).doesNotContain("personalData");
  }

  private static Fleet of(Tenant tenant) {
    return new Fleet(List.of(tenant), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void anotherPathOfTheSameHostIsAChangeOfItsMember() {
    assertThat(
            FleetDiff.between(
                fleet(target("chat", "https://hooks.slack.com/services/a")),
                fleet(target("chat", "https://hooks.slack.com/services/b"))))
        .singleElement()
        .extracting(Change::details)
        .isEqualTo("url (hooks.slack.com -> hooks.slack.com)");
  }

  @Test
  void aPolicyNamesHowLongAndFromWhichProbabilityWhenTheyChange() {
    Policy before = policy(50);
    Policy after =
        new Policy(List.of(), Map.of(), null, before.levels(), null, 0.7, Duration.ofMinutes(10));
    assertThat(
            FleetDiff.between(
                new Fleet(List.of(), List.of(), List.of(before), List.of(), List.of()),
                new Fleet(List.of(), List.of(), List.of(after), List.of(), List.of())))
        .singleElement()
        .extracting(Change::details)
        .isEqualTo("for, projection.pageFrom");
  }

  private static Fleet fleet(Target target) {
    return new Fleet(List.of(), List.of(), List.of(), List.of(target), List.of());
  }

  private static Org org(String id, int minutes) {
    return new Org(
        new OrgId(id),
        "a",
        URI.create("https://" + id + ".my.salesforce.com"),
        new ClientCredentials("key", new SecretRef(SecretRef.Scheme.ENV, "S")),
        Duration.ofMinutes(minutes),
        null,
        Map.of());
  }

  private static Policy policy(int attention) {
    return new Policy(List.of(), Map.of(), null, new Levels(attention, 90, 5));
  }

  private static Target target(String id, String url) {
    return new Target(new TargetId(id), "slack", Map.of("url", url));
  }

  private static Route route(String to) {
    return new Route(Route.Match.EVERYTHING, List.of(new TargetId(to)), false);
  }

  @Test
  void anIntervalThatBecomesAdaptiveIsReported() {
    Org before = org("one", 5);
    assertThat(
            FleetDiff.between(
                new Fleet(List.of(), List.of(before), List.of(), List.of(), List.of()),
                new Fleet(List.of(), List.of(before.adaptive()), List.of(), List.of(), List.of())))
        .extracting(c -> c.kind() + " " + c.id() + ": " + c.details())
        .containsExactly("org one: interval");
  }

  @Test
  void aChangeOfTheTimeZoneIsReported() {
    Org before = org("one", 5);
    Org after =
        new Org(
            before.id(),
            before.tenant(),
            before.loginUrl(),
            before.credentials(),
            before.interval(),
            before.apiVersion(),
            ZoneId.of("Europe/Berlin"),
            before.tags());
    assertThat(
            FleetDiff.between(
                new Fleet(List.of(), List.of(before), List.of(), List.of(), List.of()),
                new Fleet(List.of(), List.of(after), List.of(), List.of(), List.of())))
        .extracting(c -> c.kind() + " " + c.id() + ": " + c.details())
        .containsExactly("org one: timeZone (none -> Europe/Berlin)");
  }
}

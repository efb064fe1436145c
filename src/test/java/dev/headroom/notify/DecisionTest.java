package dev.headroom.notify;

import static dev.headroom.alert.Severity.ATTENTION;
import static dev.headroom.alert.Severity.ESCALATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.TargetJudge;
import dev.headroom.alert.Transition;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final TargetId HOOKS = new TargetId("hooks");
  private static final TargetId PAGER = new TargetId("pager");
  private static final Instant LATER = Instant.parse("2026-11-25T10:10:00Z");
  private static final List<Route> ROUTES =
      List.of(
          route(ESCALATION, null, Map.of(), true, PAGER),
          route(null, null, Map.of(), false, HOOKS));
  private static final Optional<Org> ORG =
      Optional.of(
          new Org(
              Transitions.ORG,
              "acme",
              URI.create("https://acme.my.salesforce.com"),
              new Credentials.ClientCredentials("id", SecretRef.parse("env:S").orElseThrow()),
              Duration.ofMinutes(5),
              null,
              Map.of("env", "prod")));

  @Test
  void anOpeningIsRoutedAtItsSeverity() {
    assertThat(opened(ATTENTION).targets()).containsExactly(HOOKS);
    assertThat(opened(ESCALATION).targets()).containsExactly(PAGER, HOOKS);
  }

  @Test
  void anEscalationAddsItsTargetsAndEarlierOnesReceiveTheRestWhateverTheRoutesSay() {
    Decision opened = opened(ATTENTION);
    Decision escalated =
        Decision.of(
            id(2),
            Transitions.escalated(ATTENTION, ESCALATION, LATER, 82_000),
            opened,
            List.of(route(ESCALATION, null, Map.of(), false, PAGER)),
            Map.of(),
            ORG);
    assertThat(escalated.targets()).containsExactly(HOOKS, PAGER);
    Decision resolved =
        Decision.of(
            id(3),
            Transitions.resolved(ESCALATION, LATER, 10),
            escalated,
            List.of(),
            Map.of(),
            ORG);
    assertThat(resolved.targets()).containsExactly(HOOKS, PAGER);
    assertThat(resolved.last()).isEqualTo(Map.of(HOOKS, id(3), PAGER, id(3)));
  }

  @Test
  void aTargetIsNeverSentItsOwnAlerts() {
    assertThat(
            ofTarget(
                HOOKS,
                new Route(
                    new Route.Match(null, null, Map.of(), List.of()),
                    List.of(HOOKS, PAGER),
                    false)))
        .containsExactly(PAGER);
    assertThat(ofTarget(HOOKS, route(null, null, Map.of(), false, HOOKS))).isEmpty();
  }

  @Test
  void withoutARouteForAlertsOfNoOrgTheOtherTargetsAreNotified() {
    TargetId other = new TargetId("other");
    Route acme =
        new Route(new Route.Match(null, "acme", Map.of(), List.of()), List.of(HOOKS, PAGER), false);
    Route globex =
        new Route(new Route.Match(null, "globex", Map.of(), List.of()), List.of(other), false);
    assertThat(ofTarget(HOOKS, acme, globex)).containsExactly(PAGER);
    assertThat(ofTarget(other, acme, globex)).isEmpty();
    assertThat(ofTarget(HOOKS, acme, route(null, null, Map.of(), false, other)))
        .containsExactly(other);
  }

  private static List<TargetId> ofTarget(TargetId target, Route... routes) {
    Transition opened =
        TargetJudge.refused(
                target.value(),
                Map.of(),
                new Evidence.RefusedTarget(LATER, "webhook", true, "it answered 410"))
            .orElseThrow();
    return Decision.of(
            new OutboxId(OrgId.FLEET, 1, 0),
            opened,
            null,
            List.of(routes),
            Map.of(),
            Optional.empty())
        .targets();
  }

  @Test
  void aDeEscalationAddsNobody() {
    Decision deEscalated =
        Decision.of(
            id(2),
            Transitions.deEscalated(ESCALATION, ATTENTION, LATER, 70_000),
            Decision.of(
                id(1), Transitions.opened(ESCALATION, 82_000), null, List.of(), Map.of(), ORG),
            ROUTES,
            Map.of(),
            ORG);
    assertThat(deEscalated.targets()).isEmpty();
  }

  @Test
  void aNewEpisodeForgetsWhoWasToldButNotWhatTheirDeliveriesWaitFor() {
    Decision before =
        Decision.of(
            id(2),
            Transitions.resolved(ESCALATION, LATER, 10),
            opened(ESCALATION),
            ROUTES,
            Map.of(),
            ORG);
    Decision again =
        Decision.of(id(3), Transitions.opened(ATTENTION, 62_000), before, ROUTES, Map.of(), ORG);
    assertThat(again.targets()).containsExactly(HOOKS);
    assertThat(again.last()).isEqualTo(Map.of(HOOKS, id(3), PAGER, id(2)));
    assertThat(again.deliveries(id(3), before, LATER))
        .containsExactly(Delivery.first(id(3), HOOKS, id(2), LATER));
  }

  @Test
  void anOrgThatLeftTheFleetIsReportedWithWhatIsKnown() {
    Decision resolved =
        Decision.of(
            id(2),
            Transitions.resolved(ATTENTION, LATER, 10),
            opened(ATTENTION),
            ROUTES,
            Map.of(),
            Optional.empty());
    assertThat(resolved.tenant()).isEqualTo("acme");
    assertThat(resolved.tags()).isEqualTo(Map.of("env", "prod"));
    Decision never =
        Decision.of(
            id(1),
            Transitions.opened(ATTENTION, 62_000),
            null,
            List.of(
                route(null, "acme", Map.of(), true, PAGER),
                route(null, null, Map.of("env", "prod"), true, PAGER),
                route(null, null, Map.of(), true, HOOKS)),
            Map.of(),
            Optional.empty());
    assertThat(never.targets()).containsExactly(HOOKS);
    assertThat(never.tenant()).isNull();
  }

  private static final Map<TargetId, Target> OWNED =
      Map.of(
          PAGER, new Target(PAGER, "pagerduty", Map.of(), "acme"),
          HOOKS, new Target(HOOKS, "webhook", Map.of(), "acme-eu"));

  @Test
  void aTenantsTargetReceivesOnlyItsTenantsAlertsWhateverTheRoutesSay() {
    assertThat(
            Decision.of(id(1), Transitions.opened(ESCALATION, 82_000), null, ROUTES, OWNED, ORG)
                .targets())
        .containsExactly(PAGER);
  }

  @Test
  void earlierTargetsReceiveNothingAfterTheOrgMovedToAnotherTenant() {
    Decision before = opened(ESCALATION);
    assertThat(before.targets()).containsExactly(PAGER, HOOKS);
    Transition resolved = Transitions.resolved(ESCALATION, LATER, 10);
    Decision after = Decision.of(id(2), resolved, before, ROUTES, OWNED, ORG);
    assertThat(after.targets()).containsExactly(PAGER);
    assertThat(Decision.grouped(id(2), resolved, null, before, OWNED, ORG).targets())
        .containsExactly(PAGER);
    assertThat(after.mayBeToldTo(new Target(PAGER, "pagerduty", Map.of(), "acme"), resolved))
        .isTrue();
    assertThat(after.mayBeToldTo(new Target(PAGER, "pagerduty", Map.of(), "acme-eu"), resolved))
        .isFalse();
    assertThat(after.mayBeToldTo(new Target(PAGER, "pagerduty", Map.of()), resolved)).isTrue();
  }

  @Test
  void anAlertAboutATenantsTargetIsItsTenants() {
    TargetId chat = new TargetId("chat");
    Map<TargetId, Target> targets = new HashMap<>(OWNED);
    targets.put(chat, new Target(chat, "slack", Map.of(), "acme"));
    List<Route> routes =
        List.of(
            route(null, "acme", Map.of(), true, PAGER),
            route(null, "acme", Map.of(), true, chat),
            route(null, "acme-eu", Map.of(), true, HOOKS));
    Transition opened =
        TargetJudge.refused(
                PAGER.value(),
                Map.of(),
                new Evidence.RefusedTarget(LATER, "pagerduty", true, "it answered 410"))
            .orElseThrow();
    Decision decision =
        Decision.of(
            new OutboxId(OrgId.FLEET, 1, 0), opened, null, routes, targets, Optional.empty());
    assertThat(decision.targets()).containsExactly(chat);
    assertThat(decision.tenant()).isEqualTo("acme");
  }

  @Test
  void aGroupOfSeveralTenantsIsSentToNoTenantsTarget() {
    Decision before = opened(ESCALATION);
    Transition mixed = group("acme", "acme-eu");
    assertThat(Decision.of(id(2), mixed, before, ROUTES, OWNED, Optional.empty()).targets())
        .isEmpty();
    Transition own = group("acme", "acme");
    Decision told = Decision.of(id(2), own, before, ROUTES, OWNED, Optional.empty());
    assertThat(told.targets()).containsExactly(PAGER);
    assertThat(told.mayBeToldTo(new Target(PAGER, "pagerduty", Map.of(), "acme"), own)).isTrue();
    assertThat(told.mayBeToldTo(new Target(PAGER, "pagerduty", Map.of(), "acme"), mixed)).isFalse();
  }

  @Test
  void everyTargetThatIsNotNotifiedHasItsReason() {
    Decision apart =
        Decision.of(id(1), Transitions.opened(ESCALATION, 82_000), null, ROUTES, OWNED, ORG);
    assertThat(apart.why())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                PAGER, "routes[0] leads to it",
                HOOKS, "not notified: it belongs to the tenant acme-eu, and the alert does not"));
    assertThat(apart.nobody()).isNull();
    assertThat(apart.muted()).isEmpty();

    Transition ofHooks =
        TargetJudge.refused(
                HOOKS.value(),
                Map.of(),
                new Evidence.RefusedTarget(LATER, "webhook", true, "it answered 410"))
            .orElseThrow();
    assertThat(
            Decision.of(
                    new OutboxId(OrgId.FLEET, 1, 0),
                    ofHooks,
                    null,
                    List.of(route(null, null, Map.of(), false, HOOKS)),
                    Map.of(),
                    Optional.empty())
                .why())
        .containsExactly(Map.entry(HOOKS, "not notified: the alert is about this target"));

    Decision some =
        Decision.of(
            id(1),
            group("acme", "acme-eu"),
            null,
            List.of(route(null, "acme", Map.of(), true, PAGER)),
            Map.of(),
            Optional.empty());
    assertThat(some.targets()).isEmpty();
    assertThat(some.why())
        .containsExactly(
            Map.entry(PAGER, "not notified: the routes lead to it for some of the orgs only"));
  }

  @Test
  void whyNobodyIsNotifiedIsKept() {
    Transition opened = Transitions.opened(ATTENTION, 62_000);
    assertThat(nobody(opened, route(ESCALATION, null, Map.of(), true, PAGER)))
        .isEqualTo("no route matches it");
    assertThat(nobody(opened, new Route(Route.Match.EVERYTHING, List.of(), false)))
        .isEqualTo("routes[0] matches it and names no target");
    assertThat(nobody(Transitions.resolved(ATTENTION, LATER, 10)))
        .isEqualTo("no target was notified of this alert before");
    AlertKey group = group("acme").key();
    assertThat(Decision.grouped(id(1), opened, group, null, Map.of(), ORG).nobody())
        .isEqualTo(
            "grouped: one message reports it together with other orgs, as alert " + group.hash());
  }

  private static @Nullable String nobody(Transition transition, Route... routes) {
    Decision decision = Decision.of(id(1), transition, null, List.of(routes), Map.of(), ORG);
    assertThat(decision.targets()).isEmpty();
    return decision.nobody();
  }

  private static Transition group(String... tenants) {
    List<Evidence.Member> members = new ArrayList<>();
    for (String tenant : tenants) {
      AlertKey key = AlertKey.notReporting(new OrgId(tenant + "-" + members.size()));
      Episode episode = new Episode(LATER, ESCALATION, Reason.SILENCE, LATER, null);
      members.add(
          new Evidence.Member(
              key,
              episode,
              null,
              new Evidence.Silence(LATER, 6, null, "dark", "wait"),
              tenant,
              Map.of()));
    }
    return new Transition.Opened(
        new AlertKey(
            OrgId.FLEET,
            new Subject.Group(Subject.Group.By.INSTANCE, "EU42", LATER),
            Rule.NOT_REPORTING),
        new Episode(LATER, ESCALATION, Reason.SILENCE, LATER, null),
        new Evidence.Group(LATER, members));
  }

  private static Decision opened(Severity severity) {
    return Decision.of(id(1), Transitions.opened(severity, 62_000), null, ROUTES, Map.of(), ORG);
  }

  private static OutboxId id(long version) {
    return new OutboxId(Transitions.ORG, version, 0);
  }

  private static Route route(
      @Nullable Severity severity,
      @Nullable String tenant,
      Map<String, String> tags,
      boolean continues,
      TargetId to) {
    return new Route(new Route.Match(severity, tenant, tags, List.of()), List.of(to), continues);
  }
}

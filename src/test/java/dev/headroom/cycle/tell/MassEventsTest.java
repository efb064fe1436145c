package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Route;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orgs that go dark together, through publishing and delivery. */
class MassEventsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final List<OrgId> ACME = orgs("acme", 5);

  private final Telling world = new Telling();
  private final List<Notification> hooks = new ArrayList<>();
  private final List<Notification> pager = new ArrayList<>();

  @BeforeEach
  void listen() {
    ACME.forEach(org -> world.setOrg(org, "acme", null));
    world.answer(
        Telling.HOOKS,
        n -> {
          hooks.add(n);
          return Telling.accept(n);
        });
    world.answer(
        Telling.PAGER,
        n -> {
          pager.add(n);
          return Telling.accept(n);
        });
  }

  @Test
  void orgsOfATenantThatGoDarkTogetherAreOneMessage() {
    world.tellAll(opened(ACME, SLOT));
    settle();

    assertThat(hooks).hasSize(1);
    Notification n = hooks.getFirst();
    assertThat(n.transition().key().subject())
        .isEqualTo(new Subject.Group(Subject.Group.By.TENANT, "acme", SLOT));
    assertThat(group(n).members())
        .extracting(m -> m.key().org())
        .containsExactlyInAnyOrderElementsOf(ACME);
    assertThat(n.tenant()).isEqualTo("acme");
    assertThat(n.title())
        .isEqualTo("5 orgs of tenant acme not reporting since 10:05 GMT (attention)");
  }

  @Test
  void oneOrgIsReportedSeparately() {
    world.tellAll(opened(ACME.subList(0, 1), SLOT));
    settle();

    assertThat(hooks)
        .singleElement()
        .extracting(n -> n.transition().key())
        .isEqualTo(AlertKey.notReporting(ACME.getFirst()));
  }

  @Test
  void theFirstWaitsAMomentForThoseThatFollow() {
    world.whileWaiting(() -> opened(ACME.subList(1, 5), SLOT).forEach(world::commit));
    world.tellAll(opened(ACME.subList(0, 1), SLOT));
    settle();

    assertThat(hooks).singleElement().satisfies(n -> assertThat(group(n).members()).hasSize(5));
  }

  @Test
  void thoseThatFollowJoinUnderTheSameKeyWithTheNextSweep() {
    world.tellAll(opened(ACME.subList(0, 2), SLOT));
    world.tellAll(opened(ACME.subList(2, 3), SLOT.plusSeconds(60)));
    world.tellAll(opened(ACME.subList(3, 5), SLOT.plusSeconds(120)));
    settle();

    assertThat(hooks).extracting(n -> n.transition().word()).containsExactly("opened", "updated");
    assertThat(hooks).extracting(Notification::dedupKey).containsOnly(hooks.get(0).dedupKey());
    assertThat(group(hooks.get(1)).members()).hasSize(5);
  }

  @Test
  void anOrgThatFollowsTooLateIsReportedSeparately() {
    world.tellAll(opened(ACME.subList(0, 2), SLOT));
    world.tellAll(opened(ACME.subList(2, 3), SLOT.plus(MassEvents.JOIN).plusSeconds(300)));
    settle();

    assertThat(hooks).hasSize(2);
    assertThat(hooks.get(1).transition().key()).isEqualTo(AlertKey.notReporting(ACME.get(2)));
  }

  @Test
  void theGroupEscalatesAtOnceAndEndsWhenAllReportAgain() {
    world.tellAll(opened(ACME.subList(0, 3), SLOT));
    world.tellAll(List.of(escalated(ACME.get(1), SLOT)));
    world.tellAll(List.of(resolved(ACME.get(0), SLOT), resolved(ACME.get(1), SLOT)));
    settle();
    world.tellAll(List.of(resolved(ACME.get(2), SLOT)));
    settle();

    assertThat(hooks)
        .extracting(n -> n.transition().word() + " " + n.severity().word())
        .containsExactly(
            "opened attention",
            "escalated escalation",
            "de-escalated attention",
            "resolved attention");
    assertThat(hooks.get(2).title())
        .isEqualTo(
            "1 of 3 orgs of tenant acme still not reporting since 10:05 GMT"
                + " (attention, was escalation)");
    assertThat(hooks.get(3).title())
        .isEqualTo("3 orgs of tenant acme are reporting again (resolved, was attention)");
  }

  @Test
  void theEscalationOfAGroupAddsTheTargetsOfItsSeverity() {
    world.setRoutes(
        Telling.route(null, Telling.HOOKS), Telling.route(Severity.ESCALATION, Telling.PAGER));
    world.tellAll(opened(ACME.subList(0, 3), SLOT));
    world.tellAll(List.of(escalated(ACME.get(1), SLOT)));
    settle();

    assertThat(pager).extracting(n -> n.transition().word()).containsExactly("escalated");
  }

  @Test
  void orgsOfOneInstanceAreOneMessageAcrossTenants() {
    List<OrgId> all = new ArrayList<>();
    for (String tenant : List.of("globex", "initech", "hooli")) {
      OrgId org = new OrgId(tenant + "-prod");
      world.setOrg(org, tenant, "EU42");
      all.add(org);
    }
    world.tellAll(opened(all, SLOT));
    settle();

    assertThat(hooks)
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.title())
                  .isEqualTo("3 orgs of instance EU42 not reporting since 10:05 GMT (attention)");
              assertThat(n.tenant()).isNull();
            });
  }

  @Test
  void noOneLearnsOfAnotherTenantsOrg() {
    OrgId globex = new OrgId("globex-prod");
    OrgId initech = new OrgId("initech-prod");
    world.setOrg(globex, "globex", "EU42");
    world.setOrg(initech, "initech", "EU42");
    world.setRoutes(
        new Route(
            new Route.Match(null, "globex", Map.of(), List.of()), List.of(Telling.HOOKS), true),
        new Route(
            new Route.Match(null, "initech", Map.of(), List.of()), List.of(Telling.PAGER), true));
    world.tellAll(opened(List.of(globex, initech), SLOT));
    settle();

    assertThat(hooks).singleElement().extracting(this::org).isEqualTo(globex);
    assertThat(pager).singleElement().extracting(this::org).isEqualTo(initech);
  }

  @Test
  void aLargeEventIsSplitRatherThanLost() {
    List<OrgId> many = orgs("globex", 1_100);
    many.forEach(org -> world.setOrg(org, "globex", null));
    world.tellAll(opened(many, SLOT));
    settle();

    assertThat(hooks).hasSize(3);
    assertThat(hooks).extracting(Notification::dedupKey).doesNotHaveDuplicates();
    assertThat(hooks.stream().flatMap(n -> group(n).members().stream()))
        .extracting(m -> m.key().org())
        .containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void anUnreadableOrgThatLeavesTheFleetIsReportedAndClosed() {
    world.tellAll(opened(ACME.subList(0, 1), SLOT));
    settle();
    world.removeOrg(ACME.getFirst());
    settle();

    assertThat(hooks).extracting(n -> n.transition().word()).containsExactly("opened", "resolved");
    assertThat(hooks.get(1).title())
        .isEqualTo("acme-0: no longer watched: the org left the fleet (resolved, was attention)");
    assertThat(hooks.get(1).transition().episode().reason()).isEqualTo(Reason.REMOVED);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREADABLE", "RACED", "UNWRITABLE"})
  void whileGroupsCannotBeFormedEachIsReportedSeparatelyAfterAWhile(Telling.GroupFault fault) {
    world.setGroupFault(fault);
    world.tellAll(opened(ACME.subList(0, 3), SLOT));
    world.runFor(MassEvents.PATIENCE.minusSeconds(20));
    assertThat(hooks).isEmpty();

    world.runFor(Duration.ofSeconds(40));
    assertThat(hooks).extracting(this::org).containsExactlyInAnyOrderElementsOf(ACME.subList(0, 3));

    world.setGroupFault(Telling.GroupFault.NONE);
    world.tellAll(ACME.subList(0, 3).stream().map(org -> resolved(org, SLOT)).toList());
    settle();

    assertThat(hooks)
        .extracting(n -> org(n) + " " + n.transition().word())
        .containsExactlyInAnyOrderElementsOf(
            ACME.subList(0, 3).stream()
                .flatMap(org -> Stream.of(org + " opened", org + " resolved"))
                .toList());
  }

  @Test
  void aFaultThatKeepsGroupsFromBeingFormedIsInTheReport() {
    world.setGroupFault(Telling.GroupFault.UNREADABLE);
    OutboxId id = world.commit(opened(ACME.subList(0, 1), SLOT).getFirst());

    PublishReport early = world.publish(id);
    assertThat(early.failed()).containsExactly(id);
    assertThat(early.faults())
        .singleElement()
        .asString()
        .startsWith("groups of silent orgs were not formed: StackOverflowError in ")
        .endsWith("; 0 of 1 entries were sent separately");

    world.runFor(MassEvents.PATIENCE.minusSeconds(2));
    world.setRoutes();
    PublishReport late = world.publish(id);
    assertThat(late.failed()).isEmpty();
    assertThat(late.handedOver()).isOne();
    assertThat(late.faults()).singleElement().asString().contains("; 1 of 1 entries were sent");
  }

  @Test
  void aFaultThatPassesCostsNoGroup() {
    world.setGroupFault(Telling.GroupFault.UNREADABLE);
    world.tellAll(opened(ACME, SLOT));
    world.runFor(Duration.ofMinutes(2));
    world.setGroupFault(Telling.GroupFault.NONE);
    settle();

    assertThat(hooks).singleElement().satisfies(n -> assertThat(group(n).members()).hasSize(5));
  }

  @Test
  void aMemberOfAGroupThatCannotBeSentIsReportedOnceAndToItsEnd() {
    world.setRoutes(
        Telling.route(null, Telling.HOOKS), Telling.route(Severity.ESCALATION, Telling.PAGER));
    world.tellAll(opened(ACME.subList(0, 2), SLOT));
    settle();
    world.setGroupFault(Telling.GroupFault.UNREADABLE);
    world.tellAll(List.of(escalated(ACME.get(0), SLOT)));
    world.tellAll(List.of(resolved(ACME.get(1), SLOT)));
    world.runFor(Duration.ofMinutes(5));

    assertThat(pager)
        .extracting(n -> org(n) + " " + n.transition().word())
        .containsExactly("acme-0 escalated");

    world.setGroupFault(Telling.GroupFault.NONE);
    world.tellAll(List.of(resolved(ACME.get(0), SLOT)));
    settle();

    assertThat(pager)
        .extracting(n -> org(n) + " " + n.transition().word())
        .containsExactly("acme-0 escalated", "acme-0 resolved");
    assertThat(hooks)
        .extracting(n -> org(n) + " " + n.transition().word())
        .containsExactlyInAnyOrder("- opened", "acme-0 escalated", "acme-0 resolved", "- resolved");
  }

  @Test
  void whatAGroupHasReportedIsNotReportedAgainSeparately() {
    world.setGroupFault(Telling.GroupFault.WRITTEN_UNSEEN);
    world.tellAll(opened(ACME.subList(0, 3), SLOT));
    world.setGroupFault(Telling.GroupFault.UNWRITABLE);
    world.commit(escalated(ACME.get(1), SLOT));
    world.runFor(Duration.ofMinutes(5));

    assertThat(hooks)
        .extracting(n -> org(n) + " " + n.transition().word())
        .containsExactlyInAnyOrder("- opened", "acme-1 escalated");
  }

  @Test
  void orgsWhoseInstanceCannotBeHadFormAGroupOfTheirTenant() {
    world.failInstances();
    world.tellAll(opened(ACME, SLOT));
    settle();

    assertThat(hooks).singleElement().satisfies(n -> assertThat(group(n).members()).hasSize(5));
  }

  private void settle() {
    world.runFor(Duration.ofSeconds(30));
  }

  private OrgId org(Notification n) {
    return n.transition().key().org();
  }

  private static Evidence.Group group(Notification n) {
    return (Evidence.Group) n.transition().evidence();
  }

  private static List<OrgId> orgs(String tenant, int count) {
    return IntStream.range(0, count).mapToObj(i -> new OrgId(tenant + "-" + i)).toList();
  }

  private static List<Transition> opened(List<OrgId> orgs, Instant slot) {
    return orgs.stream()
        .flatMap(
            org ->
                Stream.<Transition>of(
                    new Transition.Opened(
                        AlertKey.notReporting(org),
                        new Episode(slot, Severity.ATTENTION, Reason.SILENCE, slot, null),
                        silence(slot, 2))))
        .toList();
  }

  private static Transition escalated(OrgId org, Instant openedAt) {
    Instant slot = openedAt.plusSeconds(1200);
    return new Transition.Escalated(
        AlertKey.notReporting(org),
        new Episode(openedAt, Severity.ESCALATION, Reason.SILENCE, slot, null),
        silence(slot, 6),
        Severity.ATTENTION);
  }

  private static Transition resolved(OrgId org, Instant openedAt) {
    Instant slot = openedAt.plusSeconds(1800);
    return new Transition.Resolved(
        AlertKey.notReporting(org),
        new Episode(openedAt, Severity.ATTENTION, Reason.SILENCE, slot, slot),
        new Evidence.Silence(slot, 0, openedAt, null, null));
  }

  private static Evidence.Silence silence(Instant slot, int missed) {
    return new Evidence.Silence(
        slot, missed, slot.minusSeconds(600), "it answered 503", "Wait for Salesforce.");
  }
}

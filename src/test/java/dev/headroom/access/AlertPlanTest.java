package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessPolicy.Alerting;
import dev.headroom.access.AlertPlan.End;
import dev.headroom.access.AlertPlan.Plan;
import dev.headroom.access.AlertPlan.Told;
import dev.headroom.access.AuditMemory.Loudness;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertPlanTest {
  private static final String ERP = "0H4000000000001AAA";
  private static final String BI = "0H4000000000002AAA";

  private AuditMemory memory = AuditMemory.NONE;
  private @Nullable Posture previous;

  private Plan audit(Postures postures) {
    return audit(postures, AccessPolicy.DEFAULT);
  }

  private Plan audit(Postures postures, AccessPolicy policy) {
    Posture posture = postures.posture();
    Plan plan = AlertPlan.of(memory, previous, posture, policy);
    memory = plan.next();
    previous = posture;
    return plan;
  }

  private static AccessPolicy policy(List<String> allow, Map<Severity, Alerting> alert) {
    return new AccessPolicy(
        AccessPolicy.DEFAULT.match(),
        new AccessRule(
            allow.stream().map(a -> AllowRule.parse(a).orElseThrow()).toList(), List.of()),
        alert);
  }

  @Test
  void theFirstAuditTellsNothing() {
    Plan plan = audit(Postures.day(0).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    assertThat(plan.isBaseline()).isTrue();
    assertThat(plan.alerts()).isEmpty();
    assertThat(audit(Postures.day(1).notAllowed(1, "Sales").notAllowed(2, "Sales")).alerts())
        .isEmpty();
  }

  @Test
  void newFindingsOfOneKindAreOneAlert() {
    audit(Postures.day(0).notAllowed(1, "Sales"));
    Plan plan =
        audit(
            Postures.day(1)
                .notAllowed(1, "Sales")
                .notAllowed(2, "Sales")
                .notAllowed(3, "Sales")
                .idleTokens(ERP, "gone@acme.example")
                .app(BI, FindingKind.APP_UNUSED, Severity.LOW));
    assertThat(plan.alerts()).hasSize(2);
    Told users = plan.alerts().getFirst();
    assertThat(users.alert().subject()).isEqualTo("apiUserNotAllowed:" + Postures.id(2));
    assertThat(users.alert().cause()).isNull();
    assertThat(users.alert().told()).isEqualTo(2);
    assertThat(users.loudness()).isEqualTo(Loudness.ATTENTION);
    assertThat(plan.alerts().getLast().alert().kind())
        .isEqualTo(FindingKind.TOKEN_OF_INACTIVE_USER);
  }

  @Test
  void usersWhomAProfileLetInAreOneAlertThatNamesIt() {
    audit(Postures.day(0).notAllowed(1, "Sales"));
    Postures second = Postures.day(1).notAllowed(1, "Sales").notAllowed(2, "Sales");
    for (int n = 10; n < 224; n++) {
      second.notAllowed(n, "Standard User");
    }
    Plan plan = audit(second);
    assertThat(plan.alerts()).hasSize(2);
    Told widened = plan.alerts().getLast();
    assertThat(widened.alert().cause()).isEqualTo("profile:Standard User");
    assertThat(widened.alert().told()).isEqualTo(214);
    assertThat(plan.alerts().getFirst().alert().told()).isEqualTo(1);
  }

  @Test
  void anAlertLastsUntilTheLastOfItsFindingsIsGone() {
    audit(Postures.day(0));
    audit(Postures.day(1).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    Told rest = audit(Postures.day(2).notAllowed(2, "Sales")).alerts().getFirst();
    assertThat(rest.end()).isNull();
    assertThat(rest.alert().findings()).hasSize(1);
    assertThat(rest.alert().told()).isEqualTo(2);
    Told over = audit(Postures.day(3)).alerts().getFirst();
    assertThat(over.end()).isEqualTo(End.GONE);
    assertThat(over.loudness()).isEqualTo(Loudness.NOT);
    assertThat(audit(Postures.day(4)).alerts()).isEmpty();
  }

  @Test
  void whatIsAcceptedIsOverAndToldAnewWhenThatEnds() {
    audit(Postures.day(0));
    audit(Postures.day(1).app(ERP, FindingKind.APP_SELF_AUTHORIZED, Severity.HIGH));
    Plan accepted =
        audit(Postures.day(2).accepted(ERP, FindingKind.APP_SELF_AUTHORIZED, Severity.HIGH));
    assertThat(accepted.alerts().getFirst().end()).isEqualTo(End.ACCEPTED);
    Plan again = audit(Postures.day(3).app(ERP, FindingKind.APP_SELF_AUTHORIZED, Severity.HIGH));
    assertThat(again.alerts()).hasSize(1);
    assertThat(again.alerts().getFirst().end()).isNull();
  }

  @Test
  void aReturningFindingIsReportedAnew() {
    audit(Postures.day(0).notAllowed(1, "Sales"));
    audit(Postures.day(1));
    assertThat(audit(Postures.day(2).notAllowed(1, "Sales")).alerts()).hasSize(1);
  }

  @Test
  void anotherRuleTellsNothingAndEndsWhatItDoesNotTell() {
    audit(Postures.day(0));
    audit(Postures.day(1).notAllowed(1, "Sales"));
    AccessPolicy other = policy(List.of("user:x*"), AccessPolicy.DEFAULT_ALERT);
    Plan plan = audit(Postures.day(2).notAllowed(1, "Sales").notAllowed(2, "Sales"), other);
    assertThat(plan.isBaseline()).isTrue();
    assertThat(plan.alerts()).hasSize(1);
    assertThat(plan.alerts().getFirst().alert().told()).isEqualTo(1);
    assertThat(plan.alerts().getFirst().end()).isNull();
    Plan off = audit(Postures.day(3).notAllowed(1, "Sales"), policy(List.of(), Map.of()));
    assertThat(off.alerts().getFirst().end()).isEqualTo(End.SILENCED);
  }

  @Test
  void whatCouldNotBeReadIsNeitherGoneNorNews() {
    audit(Postures.day(0).idleTokens(BI, "old@acme.example"));
    audit(Postures.day(1).idleTokens(BI, "old@acme.example").idleTokens(ERP, "gone@acme.example"));
    Told kept = audit(Postures.day(2).unread(Part.TOKENS)).alerts().getFirst();
    assertThat(kept.end()).isNull();
    assertThat(kept.loudness()).isEqualTo(Loudness.ATTENTION);
    Plan back =
        audit(
            Postures.day(3)
                .idleTokens(BI, "old@acme.example")
                .idleTokens(ERP, "gone@acme.example"));
    assertThat(back.alerts()).hasSize(1);
    assertThat(back.alerts().getFirst().alert().told()).isEqualTo(1);
  }

  @Test
  void aPartThatIsReadForTheFirstTimeIsABaselineOfItsOwn() {
    audit(Postures.day(0).unread(Part.TOKENS));
    Plan plan = audit(Postures.day(1).idleTokens(ERP, "gone@acme.example").notAllowed(1, "Sales"));
    assertThat(plan.isBaseline()).isFalse();
    assertThat(plan.alerts()).hasSize(1);
    assertThat(plan.alerts().getFirst().alert().kind()).isEqualTo(FindingKind.API_USER_NOT_ALLOWED);
  }

  @Test
  void aPartThatIsNeverReadKeepsNothingOpenAndHidesNothing() {
    audit(Postures.day(0).unread(Part.EXTERNAL_CLIENT_APPS));
    Postures next = Postures.day(1).unread(Part.EXTERNAL_CLIENT_APPS);
    assertThat(audit(next.app(ERP, FindingKind.APP_SELF_AUTHORIZED, Severity.HIGH)).alerts())
        .hasSize(1);
    Plan over = audit(Postures.day(2).unread(Part.EXTERNAL_CLIENT_APPS));
    assertThat(over.alerts().getFirst().end()).isEqualTo(End.GONE);
  }

  @Test
  void aFrozenUserIsNotNewWhileFrozenUsersCannotBeRead() {
    audit(Postures.day(0).frozen(1, "Sales"));
    Plan blind = audit(Postures.day(1).unread(Part.FROZEN_USERS).notAllowed(1, "Sales"));
    assertThat(blind.alerts()).isEmpty();
  }

  @Test
  void whatGetsWorseIsLouder() {
    AccessPolicy loud =
        policy(
            List.of(),
            Map.of(Severity.HIGH, Alerting.ESCALATION, Severity.MEDIUM, Alerting.ATTENTION));
    audit(Postures.day(0), loud);
    audit(Postures.day(1).app(ERP, FindingKind.APP_OVER_SCOPED, Severity.MEDIUM), loud);
    Told worse =
        audit(Postures.day(2).app(ERP, FindingKind.APP_OVER_SCOPED, Severity.HIGH), loud)
            .alerts()
            .getFirst();
    assertThat(worse.loudness()).isEqualTo(Loudness.ESCALATION);
    assertThat(worse.alert().told()).isEqualTo(1);
  }

  @Test
  void aFindingThatNamedAnOpenAlertJoinsItWhenItReturns() {
    audit(Postures.day(0));
    audit(Postures.day(1).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    audit(Postures.day(2).notAllowed(2, "Sales"));
    Plan plan = audit(Postures.day(3).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    assertThat(plan.alerts()).hasSize(1);
    assertThat(plan.alerts().getFirst().alert().findings()).hasSize(2);
  }

  @Test
  void theSameAuditTwiceTellsTheSame() {
    audit(Postures.day(0));
    AuditMemory before = memory;
    Posture last = previous;
    Plan once = audit(Postures.day(1).notAllowed(1, "Sales"));
    memory = before;
    previous = last;
    assertThat(audit(Postures.day(1).notAllowed(1, "Sales")).alerts()).isEqualTo(once.alerts());
  }
}

package dev.headroom.notify;

import static dev.headroom.alert.Severity.ATTENTION;
import static dev.headroom.alert.Severity.ESCALATION;
import static dev.headroom.alert.Severity.EXHAUSTED;
import static dev.headroom.notify.Transitions.KEY;
import static dev.headroom.notify.Transitions.OPENED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Transition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationTest {
  private static final Instant LATER = Instant.parse("2026-11-25T10:10:00Z");

  @Test
  void titlesSayOrgLimitNumbersAndSeverity() {
    assertThat(title(Transitions.opened(ATTENTION, 62_500)))
        .isEqualTo("acme-prod: Daily API requests at 62 % of 100,000 (attention)");
    assertThat(title(Transitions.escalated(ATTENTION, ESCALATION, LATER, 82_000)))
        .isEqualTo(
            "acme-prod: Daily API requests risen to 82 % of 100,000 (escalation, was attention)");
    assertThat(title(Transitions.escalated(ESCALATION, EXHAUSTED, LATER, 100_012)))
        .isEqualTo(
            "acme-prod: Daily API requests used up: 100,012 of 100,000 (exhausted, was"
                + " escalation)");
    assertThat(title(Transitions.deEscalated(ESCALATION, ATTENTION, LATER, 74_000)))
        .isEqualTo(
            "acme-prod: Daily API requests down to 74 % of 100,000 (attention, was escalation)");
    assertThat(title(Transitions.resolved(ESCALATION, LATER, 40_000)))
        .isEqualTo(
            "acme-prod: Daily API requests back to 40 % of 100,000 (resolved, was escalation)");
  }

  @Test
  void aTitleDoesWithoutNumbersWhereNoneAreKnown() {
    Episode over = new Episode(OPENED_AT, ATTENTION, Reason.THRESHOLD, LATER, LATER);
    assertThat(title(new Transition.Resolved(KEY, over, new Evidence.Use(LATER, null, null))))
        .isEqualTo("acme-prod: Daily API requests no longer limited (resolved, was attention)");
    Episode out = new Episode(OPENED_AT, EXHAUSTED, Reason.THRESHOLD, OPENED_AT, null);
    assertThat(title(new Transition.Opened(KEY, out, new Evidence.Use(OPENED_AT, 100.0, null))))
        .isEqualTo("acme-prod: Daily API requests used up (exhausted)");
  }

  @Test
  void aPercentageIsNotRoundedUpToALevelThatWasNotReached() {
    assertThat(title(Transitions.opened(ATTENTION, 79_999))).contains("at 79 %");
    assertThat(title(Transitions.opened(ATTENTION, 80_000))).contains("at 80 %");
  }

  @Test
  void thePreviousSeverityIsTheLevelBefore() {
    assertThat(of(Transitions.opened(ATTENTION, 62_000)).previousSeverity()).isNull();
    assertThat(of(Transitions.escalated(ATTENTION, ESCALATION, LATER, 82_000)).previousSeverity())
        .isEqualTo(ATTENTION);
    assertThat(of(Transitions.deEscalated(EXHAUSTED, ESCALATION, LATER, 82_000)).previousSeverity())
        .isEqualTo(EXHAUSTED);
    Notification resolve = of(Transitions.resolved(ESCALATION, LATER, 1));
    assertThat(resolve.previousSeverity()).isEqualTo(ESCALATION);
    assertThat(resolve.severity()).isEqualTo(ESCALATION);
  }

  private static String title(Transition transition) {
    return of(transition).title();
  }

  private static Notification of(Transition transition) {
    return Notification.of(
        new OutboxId(Transitions.ORG, 17, 0),
        transition,
        "acme",
        Map.of("env", "prod"),
        limit -> "Daily API requests",
        null);
  }
}

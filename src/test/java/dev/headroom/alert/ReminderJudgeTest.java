package dev.headroom.alert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderJudgeTest {
  private static final OrgId PROD = new OrgId("acme-prod");
  private static final AlertKey KEY = AlertKey.usage(PROD, LimitName.DAILY_API_REQUESTS);
  private static final Instant OPENED = Instant.parse("2026-11-25T10:00:00Z");

  private static Episode open(Severity severity) {
    return new Episode(OPENED, severity, Reason.THRESHOLD, OPENED, null);
  }

  private static List<AlertKey> due(Episode episode, Reminders reminders, Duration after) {
    return ReminderJudge.due(Map.of(KEY, episode), reminders, OPENED.plus(after));
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "ATTENTION,  PT23H59M, false",
    "ATTENTION,  PT24H,    true",
    "ESCALATION, PT3H59M,  false",
    "ESCALATION, PT4H,     true",
    "EXHAUSTED,  PT4H,     true",
    "EXHAUSTED,  PT9H,     true",
  })
  void anOpenAlertIsDueOnceItsTimeHasPassed(Severity severity, Duration after, boolean due) {
    assertThat(due(open(severity), Reminders.DEFAULT, after).contains(KEY)).isEqualTo(due);
  }

  @Test
  void withoutRemindersNothingIsEverDue() {
    assertThat(due(open(Severity.EXHAUSTED), Reminders.OFF, Duration.ofDays(365))).isEmpty();
  }

  @Test
  void theNextReminderCountsFromTheLastOne() {
    Instant slot = OPENED.plus(Duration.ofHours(5));
    Transition first =
        ReminderJudge.remind(KEY, open(Severity.ESCALATION), new Evidence.Other(slot));

    assertThat(first.word()).isEqualTo("reminded");
    assertThat(first.previousSeverity()).isEqualTo(Severity.ESCALATION);
    assertThat(first.episode().updatedAt()).isEqualTo(slot);
    assertThat(due(first.episode(), Reminders.DEFAULT, Duration.ofHours(5))).isEmpty();
    assertThat(due(first.episode(), Reminders.DEFAULT, Duration.ofMinutes(8 * 60 + 59))).isEmpty();
    assertThat(due(first.episode(), Reminders.DEFAULT, Duration.ofHours(9))).contains(KEY);
  }

  @Test
  void whatIsAcknowledgedIsNotRemindedUntilItEscalates() {
    Episode given = open(Severity.ATTENTION).acknowledged(acknowledged(null));

    assertThat(due(given, Reminders.DEFAULT, Duration.ofDays(9))).isEmpty();

    Transition escalated =
        changed(
            given,
            Evidence.Use.of(OPENED.plusSeconds(600), Reading.ofUsed(85, 100)),
            Severity.ESCALATION,
            Reason.THRESHOLD);

    assertThat(escalated.episode().acknowledged()).isNull();
    assertThat(due(escalated.episode(), Reminders.DEFAULT, Duration.ofHours(5))).contains(KEY);
  }

  @Test
  void anAcknowledgementOutlivesADeEscalation() {
    Episode given = open(Severity.ESCALATION).acknowledged(acknowledged(null));

    Transition better =
        changed(
            given,
            Evidence.Use.of(OPENED.plusSeconds(600), Reading.ofUsed(65, 100)),
            Severity.ATTENTION,
            Reason.THRESHOLD);

    assertThat(better.episode().acknowledged()).isEqualTo(given.acknowledged());
  }

  @Test
  void theEndOfASnoozeIsAnnouncedEvenWithoutReminders() {
    Instant until = OPENED.plus(Duration.ofHours(30));
    Episode snoozed = open(Severity.ATTENTION).acknowledged(acknowledged(until));

    assertThat(due(snoozed, Reminders.DEFAULT, Duration.ofHours(29))).isEmpty();
    assertThat(due(snoozed, Reminders.OFF, Duration.ofHours(30))).contains(KEY);

    Transition over = ReminderJudge.remind(KEY, snoozed, new Evidence.Other(until));

    assertThat(over.episode().acknowledged()).isNull();
    assertThat(due(over.episode(), Reminders.OFF, Duration.ofHours(99))).isEmpty();
  }

  @Test
  void whileAnOrgDoesNotReportOnlyItsSilenceIsReminded() {
    Map<AlertKey, Episode> open = new HashMap<>();
    open.put(KEY, open(Severity.ESCALATION));
    open.put(
        AlertKey.notReporting(PROD),
        new Episode(OPENED, Severity.ESCALATION, Reason.SILENCE, OPENED, null));

    assertThat(ReminderJudge.due(open, Reminders.DEFAULT, OPENED.plus(Duration.ofHours(4))))
        .containsExactly(AlertKey.notReporting(PROD));
  }

  private static Transition changed(
      Episode episode, Evidence evidence, Severity severity, Reason reason) {
    return requireNonNull(Lifecycle.next(KEY, episode, evidence, severity, reason));
  }

  private static Acknowledgement acknowledged(@Nullable Instant until) {
    return new Acknowledgement("Ann", OPENED.plusSeconds(60), until);
  }
}

package dev.headroom.report.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Closing;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import dev.headroom.report.AlertStory.Step;
import dev.headroom.report.AlertStory.Telling;
import dev.headroom.report.AlertStory.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of an alert: unknown is said, never assumed. */
class AlertWordsTest {
  private static final Instant AT = Instant.parse("2026-11-25T01:58:00Z");
  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final AlertKey KEY = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);
  private static final OutboxId ID = new OutboxId(ORG, 17, 0);
  private static final Problem WRONG =
      new Problem("unusable", "400 routing_key is invalid.", AT, AT);
  private static final Yardstick GAUGE =
      new Yardstick(new Levels(60, 80, 5), Horizons.OFF, 0.5, Duration.ofMinutes(10), true);
  private static final Yardstick PLAIN =
      new Yardstick(
          new Levels(62.5, 80, 5), new Horizons(Duration.ofHours(12), Duration.ofHours(4)));

  static Stream<Arguments> outcomes() {
    Delivery first = Delivery.first(ID, new TargetId("pager"), null, AT);
    Delivery claimed = first.claimed(AT);
    return Stream.of(
        arguments("delivered", claimed.delivered("202", true, AT), "at 01:58"),
        arguments("delivered by the first release", old(claimed), "at a time that was not kept"),
        arguments("not begun", first, "is about to be notified"),
        arguments(
            "failed once",
            claimed.postponed(NOW.plusSeconds(60), WRONG, false),
            "failed: 400 routing_key is invalid, next attempt at 03:01"),
        arguments(
            "failed twice, once perhaps not",
            claimed
                .postponed(AT, WRONG, true)
                .claimed(AT)
                .postponed(AT.plusSeconds(2), WRONG, false),
            "failed 2 times: 400 routing_key is invalid, next attempt now (an attempt may have"
                + " arrived)"),
        arguments(
            "parked",
            claimed.parked(WRONG, false, AT),
            "is held since 01:58: 400 routing_key is invalid"),
        arguments(
            "given up",
            claimed.failed(Status.FAILED, false, false, WRONG),
            "given up at 01:58: 400 routing_key is invalid"),
        arguments(
            "rejected",
            claimed.failed(Status.REJECTED, false, false, WRONG),
            "failed at 01:58: 400 routing_key is invalid"),
        arguments(
            "overtaken",
            first.settled(Status.OVERTAKEN, false, null, AT),
            "was not notified: it was over before that"),
        arguments(
            "not needed",
            first.settled(Status.NOT_NEEDED, false, null, AT),
            "was not notified: it never heard of the opening"),
        arguments("dropped", null, "is not known: the record is no longer kept"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("outcomes")
  void theOutcomeOfEachMessageIsDescribed(String how, @Nullable Delivery delivery, String words) {
    assertThat(AlertWords.outcome(told("pager", "pagerduty", delivery), NOW)).isEqualTo(words);
  }

  @Test
  void notifiedTargetsComeFirstAndFailuresSayWhy() {
    Delivery first = Delivery.first(ID, new TargetId("any"), null, AT).claimed(AT);
    List<Told> told =
        List.of(
            told("pager", "pagerduty", first.failed(Status.REJECTED, false, false, WRONG)),
            told("chat", "slack", first.delivered("ok", true, AT)),
            told("gone", null, null));

    assertThat(AlertWords.told(step(Telling.TOLD, told), NOW))
        .isEqualTo(
            "Delivered: chat (slack) at 01:58; pager (pagerduty) failed at 01:58: 400 routing_key"
                + " is invalid; gone (no longer a target) is not known: the record is no longer"
                + " kept.");
    assertThat(AlertWords.told(step(Telling.TOGETHER, told.subList(1, 2)), NOW))
        .isEqualTo("In one message with other orgs. Delivered: chat (slack) at 01:58.");
    assertThat(AlertWords.told(step(Telling.NOBODY, List.of()), NOW))
        .isEqualTo("Nobody: no route leads to a target.");
    assertThat(AlertWords.told(step(Telling.UNDECIDED, List.of()), NOW))
        .isEqualTo("Not decided yet.");
    assertThat(AlertWords.told(step(Telling.UNSEEN, List.of()), NOW))
        .isEqualTo("None of the targets that you see.");
  }

  @Test
  void everyRuleSaysWhatClosesItsAlert() {
    assertThat(closes(Severity.ATTENTION, new Episode.Held(Severity.ATTENTION, null, null), PLAIN))
        .isEqualTo("Closes below 57.5 %.");
    assertThat(closes(Severity.EXHAUSTED, new Episode.Held(Severity.EXHAUSTED, null, null), PLAIN))
        .isEqualTo("Drops to escalation below 95 %; closes below 57.5 %.");
    assertThat(closes(Severity.ESCALATION, new Episode.Held(null, Severity.ESCALATION, AT), PLAIN))
        .isEqualTo("Closes when, for an hour, it has not been expected to run out within 18 h.");
    assertThat(closes(Severity.ATTENTION, new Episode.Held(Severity.ATTENTION, null, null), GAUGE))
        .isEqualTo("Closes after an hour below 55 %.");
    assertThat(AlertWords.closes(AlertKey.notReporting(ORG), Severity.ATTENTION, null))
        .isEqualTo("Closes with the next reading.");
    assertThat(AlertWords.closes(AlertKey.target("chat"), Severity.ESCALATION, null))
        .isEqualTo("Closes when the target takes a message.");
    assertThat(AlertWords.closes(KEY, Severity.ATTENTION, null)).isEmpty();
  }

  private static String closes(Severity severity, Episode.Held held, Yardstick yardstick) {
    return AlertWords.closes(
        KEY, severity, Closing.of(held, yardstick, Reading.ofUsed(900, 1_000)));
  }

  private static Told told(String target, @Nullable String type, @Nullable Delivery delivery) {
    return new Told(new TargetId(target), type, delivery);
  }

  private static Step step(Telling telling, List<Told> told) {
    return new Step(
        ID,
        new Transition.Opened(
            KEY,
            new Episode(AT, Severity.ATTENTION, Reason.THRESHOLD, AT, null),
            Evidence.Use.of(AT, Reading.ofUsed(61_000, 100_000))),
        telling,
        told);
  }

  /** As it is read of a row that has no time. */
  private static Delivery old(Delivery claimed) {
    Delivery d = claimed.delivered("202", true, AT);
    return new Delivery(
        d.outbox(),
        d.target(),
        d.revision(),
        d.status(),
        d.createdAt(),
        d.after(),
        d.next(),
        d.attempts(),
        d.firstAttemptAt(),
        d.due(),
        d.leasedUntil(),
        d.maybeReceived(),
        d.told(),
        d.problem(),
        d.receipt(),
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | ERP Sync could save 4,100 of 4,800 calls a day",
        "true | ERP Sync could save 4,100 of 4,800 calls a day: no longer found"
      })
  void whatHappenedToAFindingRepeatsNeitherItsOrgNorItsSeverity(boolean over, String happened) {
    AlertKey key = AdviceJudge.key(new OrgId("acme-prod"), "a1aa0b5b5c66d77e");
    Evidence finding =
        new Evidence.Finding(NOW, "ERP Sync could save 4,100 of 4,800 calls a day", Map.of());
    Episode episode = new Episode(NOW, Severity.ATTENTION, Reason.FINDING, NOW, over ? NOW : null);
    Transition transition =
        over
            ? new Transition.Resolved(key, episode, finding)
            : new Transition.Opened(key, episode, finding);

    assertThat(AlertWords.happened(transition, LimitName::value)).isEqualTo(happened);
  }
}

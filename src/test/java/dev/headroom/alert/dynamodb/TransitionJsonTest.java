package dev.headroom.alert.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.forecast.Grounds;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransitionJsonTest {
  private static final AlertKey KEY =
      AlertKey.usage(new OrgId("acme-prod"), new LimitName("DailyApiRequests.\"Größe\" 日本"));
  private static final Instant OPENED = Instant.parse("2026-11-25T10:05:00Z");
  private static final Instant SLOT = OPENED.plusSeconds(300);

  private final TransitionJson json = new TransitionJson(new JsonMapper());

  static Stream<Transition> transitions() {
    Reading reading = new Reading(3, -1);
    Evidence.Silence silence = new Evidence.Silence(SLOT, 2, OPENED, "503", "Wait.");
    return Stream.<Evidence>of(
            Evidence.Use.of(SLOT, reading),
            Evidence.Use.of(SLOT, new Reading(0, 0)),
            Evidence.Use.of(
                SLOT,
                reading,
                new Foresight.Exhaustion(SLOT, OPENED, SLOT, 0.83, OPENED, "it grows")),
            foreseen(new Grounds.Surge(OPENED, 3.14), false),
            foreseen(new Grounds.Surge(OPENED, Double.POSITIVE_INFINITY), true),
            foreseen(new Grounds.UsualCourse(1.2, 0.8, 1.05), false),
            foreseen(new Grounds.Growth(12.5, true), true),
            new Evidence.Use(SLOT, 100.0, null),
            Evidence.Use.of(SLOT, reading)
                .naming(
                    List.of(
                        new Culprit("erp", "ERP \"1\"", 9, 0.5, 12.5, Basis.MEASURED, OPENED, true),
                        new Culprit("bi", "BI", 1, 0.1, null, Basis.LIKELY, OPENED, false)),
                    0),
            Evidence.Use.of(SLOT, reading).naming(List.of(), 4_200),
            new Evidence.Use(SLOT, null, null),
            silence,
            new Evidence.Silence(SLOT, 0, null, null, null),
            new Evidence.Vanished(
                SLOT, new TreeSet<>(List.of(new LimitName("A"), new LimitName("日本")))),
            new Evidence.RefusedTarget(SLOT, "slack", true, "410"),
            new Evidence.RefusedTarget(SLOT, "slack", false, null),
            new Evidence.Budget(SLOT, "ERP", LocalDate.parse("2026-11-24"), 20_000, 21_345, false),
            new Evidence.Budget(SLOT, "", null, 20_000, 21_345, true),
            new Evidence.Budget(SLOT, "ERP", null, 20_000, 16_345, true, 15_000L),
            new Evidence.Finding(SLOT, "An app is unused", Map.of("days", 90, "app", "x")),
            new Evidence.Group(
                SLOT,
                List.of(
                    new Evidence.Member(
                        AlertKey.notReporting(new OrgId("acme-prod")),
                        episode(Severity.ATTENTION, null),
                        null,
                        silence,
                        null,
                        Map.of()),
                    new Evidence.Member(
                        AlertKey.notReporting(new OrgId("acme-uat")),
                        episode(Severity.ESCALATION, SLOT),
                        Severity.ATTENTION,
                        silence,
                        "acme",
                        Map.of("env", "uat")))),
            new Evidence.Other(SLOT))
        .flatMap(e -> keys(e).flatMap(key -> transitions(key, e)));
  }

  private static Stream<AlertKey> keys(Evidence evidence) {
    OrgId org = new OrgId("acme-prod");
    return evidence instanceof Evidence.Use
        ? Stream.of(KEY)
        : Stream.of(
            AlertKey.notReporting(org),
            new AlertKey(org, KEY.subject(), Rule.VANISHED),
            new AlertKey(OrgId.FLEET, new Subject.Target("pager"), Rule.TARGET),
            new AlertKey(org, new Subject.Other("planet", "mars"), new Rule("far-off")));
  }

  private static Stream<Transition> transitions(AlertKey key, Evidence e) {
    return Stream.of(
        new Transition.Opened(key, episode(Severity.ATTENTION, null), e),
        new Transition.Updated(key, episode(Severity.ATTENTION, null), e),
        new Transition.Escalated(key, episode(Severity.EXHAUSTED, null), e, Severity.ATTENTION),
        new Transition.DeEscalated(key, episode(Severity.ATTENTION, null), e, Severity.ESCALATION),
        new Transition.Reminded(key, episode(Severity.ATTENTION, null), e),
        acknowledged(key, e, null),
        acknowledged(key, e, SLOT.plusSeconds(7200)),
        new Transition.Resolved(key, episode(Severity.ESCALATION, SLOT), e));
  }

  private static Transition acknowledged(AlertKey key, Evidence e, @Nullable Instant until) {
    Acknowledgement given = new Acknowledgement("Ann \"A\" 日本", SLOT, until);
    return new Transition.Acknowledged(
        key, episode(Severity.ATTENTION, null).acknowledged(given), e, given);
  }

  /** During a rolling deployment an earlier release may be the one that sends it. */
  @Test
  void whatAnEarlierReleaseDoesNotKnowIsAnUpdateToIt() {
    Evidence evidence = Evidence.Use.of(SLOT, new Reading(3, -1));
    assertThat(
            List.of(
                new Transition.Reminded(KEY, episode(Severity.ATTENTION, null), evidence),
                acknowledged(KEY, evidence, null)))
        .allSatisfy(
            transition ->
                assertThat(json.write(transition)).startsWith("{\"transition\":\"updated\""));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void aTransitionIsReadBackAsItWas(Transition transition) {
    assertThat(json.read(json.write(transition))).isEqualTo(transition);
  }

  @Test
  void aReasonThatTheFirstReleaseWordedKeepsItsWords() {
    Transition read =
        json.read(
            "{\"transition\":\"opened\",\"org\":\"acme-prod\","
                + "\"limit\":\"DailyApiRequests\",\"rule\":\"USAGE\","
                + "\"reason\":\"PROJECTION\",\"severity\":\"ATTENTION\","
                + "\"from\":null,\"openedAt\":1764065100,\"slot\":1764065400,"
                + "\"percent\":41.5,\"max\":1000,\"remaining\":585,\"foreseen\":"
                + "{\"at\":1764075400,\"earliest\":1764070400,\"latest\":1764080400,"
                + "\"probability\":0.7,\"since\":1764065100,\"why\":\"it grows\"}}");
    assertThat(read.foreseen())
        .isNotNull()
        .extracting(Foresight.Exhaustion::why)
        .isEqualTo(new Foresight.Worded("it grows"));
  }

  @Test
  void aRowOfTheFirstReleaseIsReadAsItWasMeant() {
    assertThat(
            json.read(
                "{\"transition\":\"escalated\",\"org\":\"acme-prod\","
                    + "\"limit\":\"DailyApiRequests\",\"rule\":\"USAGE\","
                    + "\"reason\":\"THRESHOLD\",\"severity\":\"ESCALATION\","
                    + "\"from\":\"ATTENTION\",\"openedAt\":1764065100,\"slot\":1764065400,"
                    + "\"percent\":81.5,\"max\":1000,\"remaining\":185,\"foreseen\":null}"))
        .isEqualTo(
            new Transition.Escalated(
                AlertKey.usage(new OrgId("acme-prod"), LimitName.DAILY_API_REQUESTS),
                new Episode(
                    Instant.ofEpochSecond(1764065100),
                    Severity.ESCALATION,
                    Reason.THRESHOLD,
                    Instant.ofEpochSecond(1764065400),
                    null),
                new Evidence.Use(Instant.ofEpochSecond(1764065400), 81.5, new Reading(1000, 185)),
                Severity.ATTENTION));
  }

  @Test
  void aRowOfANewerVersionIsKeptForWhatItIs() {
    Transition read =
        json.read(
            "{\"transition\":\"opened\",\"org\":\"acme-prod\",\"kind\":\"planet\","
                + "\"id\":\"mars\",\"rule\":\"FAR_OFF\",\"reason\":\"ORBIT\","
                + "\"severity\":\"ATTENTION\",\"openedAt\":1,\"slot\":2,\"orbit\":{\"days\":687}}");

    assertThat(read.key().subject()).isEqualTo(new Subject.Other("planet", "mars"));
    assertThat(read.key().rule().word()).isEqualTo("far-off");
    assertThat(read.episode().reason().word()).isEqualTo("orbit");
    assertThat(read.evidence()).isEqualTo(new Evidence.Other(Instant.ofEpochSecond(2)));
  }

  @Test
  void aTransitionThatOnlyANewerVersionKnowsIsHandedBack() {
    assertThatThrownBy(
            () ->
                json.read(
                    json.write(transitions().findFirst().orElseThrow())
                        .replace("\"opened\"", "\"reminded\"")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reminded");
  }

  @Test
  void anInvalidTransitionIsRefused() {
    assertThatThrownBy(() -> json.read("{")).isInstanceOf(IllegalStateException.class);
  }

  private static Evidence foreseen(Grounds grounds, boolean poor) {
    return Evidence.Use.of(
        SLOT,
        new Reading(3, -1),
        new Foresight.Exhaustion(
            SLOT, OPENED, SLOT, 0.83, OPENED, new Foresight.Numbers(grounds, poor)));
  }

  private static Episode episode(Severity severity, @Nullable Instant resolvedAt) {
    return new Episode(OPENED, severity, Reason.THRESHOLD, SLOT, resolvedAt);
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void thatAnotherOrgAnswersIsReadBack(Transition transition) {
    Transition told = transition.sayingAnotherOrgSince(SLOT);
    assertThat(json.read(json.write(told))).isEqualTo(told);
  }
}

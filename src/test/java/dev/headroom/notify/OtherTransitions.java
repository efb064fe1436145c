package dev.headroom.notify;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.BudgetJudge;
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
import dev.headroom.cycle.audit.ToldFindings;
import dev.headroom.forecast.Grounds;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Transitions of alerts that are about something else than the use of a limit. */
public final class OtherTransitions {
  private static final Instant OPENED_AT = Transitions.OPENED_AT;
  private static final Instant LATER = OPENED_AT.plusSeconds(1200);
  private static final OrgId ORG = Transitions.ORG;

  private OtherTransitions() {}

  /** One of each kind, by a name for it. */
  public static Map<String, Transition> byName() {
    Map<String, Transition> all = new TreeMap<>();
    AlertKey dark = AlertKey.notReporting(ORG);
    all.put(
        "not-reporting-opened",
        new Transition.Opened(
            dark,
            episode(Severity.ATTENTION, Reason.SILENCE, OPENED_AT, null),
            silence(OPENED_AT, 2)));
    all.put(
        "not-reporting-escalated",
        new Transition.Escalated(
            dark,
            episode(Severity.ESCALATION, Reason.SILENCE, LATER, null),
            silence(LATER, 6),
            Severity.ATTENTION));
    all.put(
        "not-reporting-resolved",
        new Transition.Resolved(
            dark,
            episode(Severity.ESCALATION, Reason.SILENCE, LATER, LATER),
            new Evidence.Silence(LATER, 0, OPENED_AT.minusSeconds(598), null, null)));
    AlertKey vanished =
        new AlertKey(ORG, new Subject.Limit(new LimitName("DataStorageMB")), Rule.VANISHED);
    all.put(
        "vanished-opened",
        new Transition.Opened(
            vanished,
            episode(Severity.ATTENTION, Reason.VANISHED, OPENED_AT, null),
            limits(OPENED_AT)));
    all.put(
        "vanished-resolved",
        new Transition.Resolved(
            vanished,
            episode(Severity.ATTENTION, Reason.NO_LONGER_REPORTED, LATER, LATER),
            limits(LATER)));
    all.put(
        "no-longer-reported",
        new Transition.Resolved(
            AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS),
            episode(Severity.ESCALATION, Reason.NO_LONGER_REPORTED, LATER, LATER),
            new Evidence.Use(LATER, null, null)));
    AlertKey target = new AlertKey(OrgId.FLEET, new Subject.Target("pager"), Rule.TARGET);
    all.put(
        "target-opened",
        new Transition.Opened(
            target,
            episode(Severity.ESCALATION, Reason.REFUSED, OPENED_AT, null),
            new Evidence.RefusedTarget(
                OPENED_AT, "pagerduty", false, "it answered 400: routing_key is invalid")));
    all.put(
        "target-resolved",
        new Transition.Resolved(
            target,
            episode(Severity.ESCALATION, Reason.REFUSED, LATER, LATER),
            new Evidence.RefusedTarget(LATER, "pagerduty", false, null)));
    AlertKey group =
        new AlertKey(
            OrgId.FLEET,
            new Subject.Group(Subject.Group.By.TENANT, "acme", OPENED_AT),
            Rule.NOT_REPORTING);
    all.put(
        "group-opened",
        new Transition.Opened(
            group,
            episode(Severity.ATTENTION, Reason.SILENCE, OPENED_AT, null),
            new Evidence.Group(
                OPENED_AT,
                List.of(
                    member("acme-prod", Severity.ATTENTION, null),
                    member("acme-uat", Severity.ATTENTION, null)))));
    all.put(
        "group-resolved",
        new Transition.Resolved(
            group,
            episode(Severity.ATTENTION, Reason.SILENCE, LATER, LATER),
            new Evidence.Group(
                LATER,
                List.of(
                    member("acme-prod", Severity.ESCALATION, LATER),
                    member("acme-uat", Severity.ATTENTION, LATER)))));
    AlertKey usage = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);
    all.put(
        "reminded",
        new Transition.Reminded(
            usage,
            episode(Severity.ESCALATION, Reason.THRESHOLD, LATER, null),
            Evidence.Use.of(LATER, Reading.ofUsed(83_000, 100_000))));
    all.put("acknowledged", acknowledged(usage, null));
    all.put("snoozed", acknowledged(usage, LATER.plusSeconds(7200)));
    all.put(
        "another-org",
        new Transition.Resolved(
                AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS),
                episode(Severity.ESCALATION, Reason.THRESHOLD, LATER, LATER),
                Evidence.Use.of(LATER, Reading.ofUsed(40, 15_000)))
            .sayingAnotherOrgSince(LATER.minusSeconds(300)));
    AlertKey budget = BudgetJudge.key(ORG, "erp");
    LocalDate today = LocalDate.parse("2026-11-25");
    all.put(
        "budget-opened",
        new Transition.Opened(
            budget,
            episode(Severity.ATTENTION, Reason.PROJECTION, OPENED_AT, null),
            new Evidence.Budget(OPENED_AT, "ERP Sync", today, 20_000, 18_400, true)));
    all.put(
        "budget-escalated",
        new Transition.Escalated(
            budget,
            episode(Severity.ESCALATION, Reason.BUDGET, LATER, null),
            new Evidence.Budget(LATER, "ERP Sync", today.minusDays(1), 20_000, 21_345, false),
            Severity.ATTENTION));
    all.put(
        "budget-resolved",
        new Transition.Resolved(
            budget,
            episode(Severity.ESCALATION, Reason.BUDGET, LATER, LATER),
            new Evidence.Budget(LATER, "ERP Sync", today, 20_000, 4_100, false)));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", "0123456789abcdef");
    facts.put("pattern", "describe-polling");
    facts.put("integration", "erp");
    facts.put("name", "ERP Sync");
    facts.put("resource", "/sobjects/Lead/describe");
    facts.put("calls", 3_964);
    facts.put("saving", 3_940);
    facts.put("savingPercent", 3.9);
    facts.put("firstSeen", "2026-11-24");
    facts.put("lastSeen", "2026-11-24");
    facts.put("advice", "Keep the describe result for an hour, or ask with If-Modified-Since.");
    facts.put("others", List.of());
    Evidence.Finding finding =
        new Evidence.Finding(
            OPENED_AT,
            "ERP Sync could save 3,940 of 3,964 calls a day (describe-polling of"
                + " /sobjects/Lead/describe)",
            facts);
    AlertKey advice = AdviceJudge.key(ORG, "0123456789abcdef");
    all.put(
        "advice-opened",
        new Transition.Opened(
            advice, episode(Severity.ATTENTION, Reason.FINDING, OPENED_AT, null), finding));
    all.put(
        "advice-resolved",
        new Transition.Resolved(
            advice,
            episode(Severity.ATTENTION, Reason.FINDING, LATER, LATER),
            new Evidence.Finding(LATER, finding.title(), facts)));
    access(all);
    Instant until = LATER.minusSeconds(40 * 60);
    all.put(
        "culprits-measured",
        foreseen(
            new Culprit(
                "app-0H4", "Order Export", 52_400, 0.64, 2_520.0, Basis.MEASURED, until, true),
            new Culprit("erp", "ERP Sync", 18_300, 0.223, 3.4, Basis.MEASURED, until, false),
            new Culprit("client-bi", "bi", 900, 0.011, null, Basis.MEASURED, until, false)));
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    all.put(
        "culprits-likely",
        foreseen(
            new Culprit("erp", "ERP Sync", 49_000, 0.6, 180.0, Basis.LIKELY, midnight, true),
            new Culprit("client-bi", "bi", 9_000, 0.11, 2.0, Basis.LIKELY, midnight, false)));
    return all;
  }

  private static void access(Map<String, Transition> all) {
    Evidence.Finding widened = ToldFindings.widened(OPENED_AT, 7, false);
    AlertKey users =
        new AlertKey(
            ORG, new Subject.Finding(String.valueOf(widened.facts().get("id"))), Rule.ACCESS);
    all.put(
        "access-widened-opened",
        new Transition.Opened(
            users, episode(Severity.ATTENTION, Reason.FINDING, OPENED_AT, null), widened));
    all.put(
        "access-widened-resolved",
        new Transition.Resolved(
            users,
            episode(Severity.ATTENTION, Reason.FINDING, LATER, LATER),
            ToldFindings.widened(LATER, 7, true)));
    Evidence.Finding tokens = ToldFindings.tokens(OPENED_AT);
    all.put(
        "access-opened",
        new Transition.Opened(
            new AlertKey(
                ORG, new Subject.Finding(String.valueOf(tokens.facts().get("id"))), Rule.ACCESS),
            episode(Severity.ESCALATION, Reason.FINDING, OPENED_AT, null),
            tokens));
  }

  private static Transition foreseen(Culprit... culprits) {
    Foresight exhaustion =
        new Foresight.Exhaustion(
            LATER.plusSeconds(7_200),
            LATER.plusSeconds(5_400),
            LATER.plusSeconds(10_800),
            0.86,
            OPENED_AT,
            new Foresight.Numbers(new Grounds.Surge(OPENED_AT, 3.1), false));
    return new Transition.Escalated(
        AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS),
        episode(Severity.ESCALATION, Reason.PROJECTION, LATER, null),
        Evidence.Use.of(LATER, Reading.ofUsed(82_000, 100_000), exhaustion)
            .naming(List.of(culprits), 0),
        Severity.ATTENTION);
  }

  private static Transition acknowledged(AlertKey key, @Nullable Instant until) {
    Acknowledgement given = new Acknowledgement("Ann", LATER, until);
    return new Transition.Acknowledged(
        key,
        episode(Severity.ESCALATION, Reason.THRESHOLD, LATER, null).acknowledged(given),
        Evidence.Use.of(LATER, Reading.ofUsed(83_000, 100_000)),
        given);
  }

  private static Episode episode(
      Severity severity, Reason reason, Instant slot, @Nullable Instant resolvedAt) {
    return new Episode(OPENED_AT, severity, reason, slot, resolvedAt);
  }

  private static Evidence.Silence silence(Instant slot, int missed) {
    return new Evidence.Silence(
        slot,
        missed,
        OPENED_AT.minusSeconds(598),
        "the login was refused (400 invalid_client)",
        "Check the consumer key and secret of the connected app.");
  }

  private static Evidence.Vanished limits(Instant slot) {
    return new Evidence.Vanished(
        slot,
        new TreeSet<>(List.of(new LimitName("DataStorageMB"), new LimitName("FileStorageMB"))));
  }

  private static Evidence.Member member(
      String org, Severity severity, @Nullable Instant resolvedAt) {
    return new Evidence.Member(
        AlertKey.notReporting(new OrgId(org)),
        episode(severity, Reason.SILENCE, resolvedAt == null ? OPENED_AT : resolvedAt, resolvedAt),
        null,
        resolvedAt == null
            ? silence(OPENED_AT, 2)
            : new Evidence.Silence(resolvedAt, 0, OPENED_AT.minusSeconds(598), null, null),
        "acme",
        Map.of("env", "prod"));
  }
}

package dev.headroom.cycle.attribute;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.BudgetJudge;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.usage.BudgetCheck;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.KnownFindings.Known;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges, once a day or an hour of an org is stored, the budgets of its integrations and what is
 * wasteful, and commits what is to be told. Judged again, it tells nothing twice.
 */
public final class UsageAlerts implements StoredObserver {
  private static final System.Logger LOG = System.getLogger(UsageAlerts.class.getName());

  /** Days that say what is usual, and those that are looked at first. */
  private static final int DAYS_BACK = 15;

  /** Others that a message of advice tells of beside the first. */
  private static final int MAX_OTHERS = 10;

  /** Lost races for the state of an org before it is left to the next turn. */
  private static final int TRIES = 5;

  private final UsageStore usage;
  private final FindingStore findings;
  private final AlertStates states;
  private final SlotObservers observers;

  /**
   * Alerts over these ports.
   *
   * @param observers told of every commit
   */
  public UsageAlerts(
      UsageStore usage, FindingStore findings, AlertStates states, SlotObservers observers) {
    this.usage = usage;
    this.findings = findings;
    this.states = states;
    this.observers = observers;
  }

  /**
   * What came of it.
   *
   * @param told transitions that were committed
   * @param unheard observers that failed
   * @param isDone false when others were at the org's state again and again: the next turn judges
   */
  public record Report(int told, List<SlotObserver.Failure> unheard, boolean isDone) {}

  @Override
  public void stored(OrgId org, Settings settings, int days, Instant at) {
    Report report = judge(org, settings, at);
    for (SlotObserver.Failure failure : report.unheard()) {
      LOG.log(Level.WARNING, "an observer did not take note of " + org + ": " + failure.detail());
    }
    if (!report.isDone()) {
      LOG.log(Level.INFO, "the usage of " + org + " is judged again at its next turn");
    }
  }

  /**
   * Judges an org. Where no integration has a budget, days are read once a day.
   *
   * @param at the clock of judging
   */
  public Report judge(OrgId org, Settings settings, Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    FindingStore.Kept kept = findings.read(org);
    boolean budgeted =
        settings.integrations().stream().anyMatch(r -> r.budget() != null && r.isFor(org));
    if (!budgeted && isLookedAt(kept.findings(), today)) {
      return new Report(0, List.of(), true);
    }
    LocalDate from = today.minusDays(DAYS_BACK);
    // Also days that were judged already: they know the names of integrations that call no more.
    List<StoredDay> days = usage.days(org, from, today);
    int all = 0;
    List<SlotObserver.Failure> unheard = new ArrayList<>();
    for (int conflicts = 0; conflicts < TRIES; ) {
      OrgState state = states.read(org);
      Advice advice = advice(state, settings, kept.findings().after(days).named(days), at);
      List<Transition> transitions = new ArrayList<>(budgets(state, settings, days, at));
      transitions.addAll(advice.transitions);
      List<Transition> some =
          transitions.subList(0, Math.min(transitions.size(), AlertStates.MAX_TRANSITIONS));
      if (!some.isEmpty()) {
        List<Transition> told = state.upkeep().telling(some);
        OrgState next = state.with(told, null).remembering(state.upkeep().told());
        if (states.commit(next, told) == CommitResult.CONFLICT) {
          conflicts++;
          continue;
        }
        all += told.size();
        unheard.addAll(observers.tell(SlotObserver.Committed.of(next, at, told)));
        // What is committed is not judged again, so the rest comes next.
        if (some.size() < transitions.size()) {
          continue;
        }
      }
      // What is told stands in the state already: should this fail, nothing is told again.
      boolean saved =
          advice.next.equals(kept.findings().named(days))
              || findings.save(org, kept.version(), advice.next);
      return new Report(all, unheard, saved);
    }
    return new Report(all, unheard, false);
  }

  /** Whether yesterday was looked at, and all that was found in it was told, or today already. */
  private static boolean isLookedAt(KnownFindings known, LocalDate today) {
    return known.until().filter(day -> !day.isBefore(today.minusDays(1))).isPresent()
        && (known.toldOn().filter(today::equals).isPresent()
            || known.all().values().stream()
                .noneMatch(k -> !k.told() && k.gone().isEmpty() && k.saving() > 0));
  }

  private static Optional<Reading> counter(OrgState state) {
    OrgState.Known known = state.known().get(LimitName.DAILY_API_REQUESTS);
    return Optional.ofNullable(known == null ? null : known.reading());
  }

  private static long allocation(OrgState state) {
    return counter(state).filter(r -> !r.isUncapped()).map(Reading::max).orElse(0L);
  }

  private static List<Transition> budgets(
      OrgState state, Settings settings, List<StoredDay> days, Instant at) {
    BudgetCheck check =
        new BudgetCheck(
            days,
            at,
            counter(state).map(r -> OptionalLong.of(r.used())).orElse(OptionalLong.empty()));
    List<Transition> transitions = new ArrayList<>();
    Set<AlertKey> judged = new HashSet<>();
    for (IntegrationRule rule : settings.integrations()) {
      IntegrationRule.Budget budget = rule.budget();
      if (budget == null || !rule.isFor(state.org())) {
        continue;
      }
      AlertKey key = BudgetJudge.key(state.org(), rule.id());
      judged.add(key);
      long calls = budget.calls(allocation(state));
      // Per cent of an allocation that is not known is no budget of 0.
      Optional<BudgetCheck.Spent> spent = calls > 0 ? check.of(rule.id(), calls) : Optional.empty();
      spent
          .flatMap(
              s ->
                  BudgetJudge.judge(
                      key,
                      state.open(),
                      new Evidence.Budget(
                          at,
                          rule.name(),
                          s.day(),
                          calls,
                          s.calls(),
                          s.projected(),
                          tooLarge(budget, allocation(state))),
                      s.decided()))
          .ifPresent(transitions::add);
    }
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.BUDGET) && !judged.contains(key)) {
        Evidence.Budget none = new Evidence.Budget(at, "", null, 0, 0, false);
        BudgetJudge.judge(key, state.open(), none, true).ifPresent(transitions::add);
      }
    }
    return transitions;
  }

  private static @Nullable Long tooLarge(IntegrationRule.Budget budget, long allocation) {
    return allocation > 0 && budget.exceeds(allocation) ? (Long) allocation : null;
  }

  private record Advice(List<Transition> transitions, KnownFindings next) {}

  /** One message a day, about what saves most, with the others in it. */
  private static Advice advice(OrgState state, Settings settings, KnownFindings known, Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    long allocation = allocation(state);
    List<Transition> transitions = new ArrayList<>();
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.ADVICE)) {
        Known k = known.all().get(key.subject().id());
        if (k == null || k.gone().isPresent()) {
          Evidence.Finding gone =
              k == null
                  ? new Evidence.Finding(at, "a finding", Map.of("id", key.subject().id()))
                  : evidence(k, List.of(), allocation, at);
          AdviceJudge.judge(key, state.open(), gone, true).ifPresent(transitions::add);
        }
      }
    }
    List<Known> fresh = known.worthTelling(settings.advice(), allocation);
    if (fresh.isEmpty() || known.toldOn().filter(today::equals).isPresent()) {
      return new Advice(transitions, known);
    }
    Known first = fresh.getFirst();
    AdviceJudge.judge(
            AdviceJudge.key(state.org(), first.id()),
            state.open(),
            evidence(first, fresh.subList(1, fresh.size()), allocation, at),
            false)
        .ifPresent(transitions::add);
    return new Advice(transitions, known.told(fresh, today));
  }

  private static Evidence.Finding evidence(
      Known k, List<Known> others, long allocation, Instant at) {
    Map<String, Object> facts = new LinkedHashMap<>(facts(k, allocation));
    facts.put("advice", k.pattern().instead() + " " + k.pattern().mind());
    facts.put("others", others.stream().limit(MAX_OTHERS).map(o -> facts(o, allocation)).toList());
    String more =
        others.isEmpty()
            ? ""
            : others.size() == 1
                ? ", and 1 finding more"
                : ", and " + others.size() + " findings more";
    return new Evidence.Finding(
        at,
        String.format(
            Locale.ROOT,
            "%s could save %,d of %,d calls a day (%s of %s)%s",
            k.name(),
            k.saving(),
            k.calls(),
            k.pattern().word(),
            k.resource(),
            more),
        facts);
  }

  private static Map<String, Object> facts(Known k, long allocation) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", k.id());
    facts.put("pattern", k.pattern().word());
    facts.put("integration", k.integration());
    facts.put("name", k.name());
    facts.put("resource", k.resource());
    facts.put("calls", k.calls());
    facts.put("needed", k.needed());
    facts.put("saving", k.saving());
    if (allocation > 0) {
      facts.put("savingPercent", Math.round(1000.0 * k.saving() / allocation) / 10.0);
    }
    facts.put("firstSeen", k.firstSeen().toString());
    facts.put("lastSeen", k.lastSeen().toString());
    k.gone().ifPresent(day -> facts.put("gone", day.toString()));
    return facts;
  }
}

package dev.headroom.cycle.audit;

import dev.headroom.access.AlertPlan.Plan;
import dev.headroom.access.AlertPlan.Told;
import dev.headroom.access.AuditMemory.Loudness;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.FindingJudge;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.org.OrgId;
import dev.headroom.report.words.FindingWords;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens, changes and resolves the alerts of an audit. Doing it again changes nothing. */
final class FindingAlerts {
  private static final int MAX_CONFLICTS = 8;
  private static final System.Logger LOG = System.getLogger(FindingAlerts.class.getName());

  private final AlertStates states;
  private final SlotObservers observers;

  FindingAlerts(AlertStates states, SlotObservers observers) {
    this.states = states;
    this.observers = observers;
  }

  /**
   * Makes the open alerts of {@code org} those of {@code plan}.
   *
   * @param at the time of the audit
   * @return how many transitions there were; empty when others changed the org's state again and
   *     again
   */
  Optional<Integer> commit(OrgId org, Instant at, Plan plan) {
    int committed = 0;
    int conflicts = 0;
    while (conflicts < MAX_CONFLICTS) {
      OrgState state = states.read(org);
      List<Transition> all = transitions(state, at, plan);
      if (all.isEmpty()) {
        return Optional.of(committed);
      }
      List<Transition> part = all.subList(0, Math.min(all.size(), AlertStates.MAX_TRANSITIONS));
      OrgState next = state.with(part, null);
      if (states.commit(next, part) == CommitResult.COMMITTED) {
        committed += part.size();
        tell(next, at, part);
      } else {
        conflicts++;
      }
    }
    return Optional.empty();
  }

  private void tell(OrgState next, Instant at, List<Transition> part) {
    observers
        .tell(SlotObserver.Committed.of(next, at, part))
        .forEach(
            failure ->
                LOG.log(
                    Level.ERROR,
                    "observer {0} failed on alerts about the access of {1}: {2}",
                    failure.observer(),
                    next.org(),
                    failure.detail()));
  }

  private static List<Transition> transitions(OrgState state, Instant at, Plan plan) {
    List<Transition> all = new ArrayList<>();
    Set<AlertKey> planned = new HashSet<>();
    for (Told told : plan.alerts()) {
      AlertKey key = key(state.org(), told.alert().subject());
      planned.add(key);
      Evidence.Finding evidence =
          new Evidence.Finding(at, FindingWords.title(told), FindingFacts.of(told));
      FindingJudge.judge(key, state.open(), evidence, severity(told.loudness()))
          .ifPresent(all::add);
    }
    // What an audit of which nothing is known any more has opened.
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.ACCESS) && !planned.contains(key)) {
        Evidence.Finding evidence =
            new Evidence.Finding(
                at, key.subject().id() + " is judged anew", Map.of("id", key.subject().id()));
        FindingJudge.judge(key, state.open(), evidence, null).ifPresent(all::add);
      }
    }
    return all;
  }

  private static AlertKey key(OrgId org, String finding) {
    return new AlertKey(org, new Subject.Finding(finding), Rule.ACCESS);
  }

  private static @Nullable Severity severity(Loudness loudness) {
    return switch (loudness) {
      case NOT -> null;
      case ATTENTION -> Severity.ATTENTION;
      case ESCALATION -> Severity.ESCALATION;
    };
  }
}

package dev.headroom.cycle.poll;

import dev.headroom.alert.AdaptiveInterval;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.alert.UnreadLogsJudge;
import dev.headroom.cycle.poll.PollReport.Result.Why;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.SpendBudget;
import dev.headroom.spend.SpendRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an org is called at a slot, and what is remembered about it. */
final class Turn {
  private Turn() {}

  /**
   * Returns why {@code org} is not called at {@code slot}; empty if it is.
   *
   * @param scheduled whether nobody but the schedule asks for the slot
   */
  static Optional<Why> whyNot(Org org, OrgState state, Instant slot, boolean scheduled) {
    Restraint restraint = state.upkeep().restraint();
    if (restraint.isPausedAt(slot)) {
      return Optional.of(Why.PAUSED);
    }
    if (scheduled && !AdaptiveInterval.isDue(org, state, slot)) {
      return Optional.of(Why.QUIET);
    }
    if (restraint.breaker().skips(slot, org.interval()) && lastFailure(state).isPresent()) {
      return Optional.of(Why.BREAKER);
    }
    return budget(org, restraint, slot).isReadingDue() ? Optional.empty() : Optional.of(Why.SPARED);
  }

  /** Returns what is left of the day's calls at {@code slot}. */
  static SpendBudget budget(Org org, Restraint restraint, Instant slot) {
    return new SpendBudget(restraint.spendOn(slot), slot, org.interval());
  }

  /**
   * Returns the failure of the last reading, as the outcome of a slot that is skipped because of
   * it.
   */
  static Optional<PollOutcome> lastFailure(OrgState state) {
    Problem problem = state.problem();
    return problem == null || problem.kind() == null
        ? Optional.empty()
        : Optional.of(new PollOutcome.Failed(problem.kind(), problem.detail(), problem.remedy()));
  }

  /** What is remembered once the slot is completed. */
  static Upkeep passed(
      Org org,
      LoginLedger ledger,
      OrgState state,
      Instant slot,
      Look look,
      OrgProfileSource.@Nullable Answer profile,
      boolean isSkipped) {
    if (isSkipped) {
      return notAsked(ledger.during(state), slot, Why.BREAKER);
    }
    Upkeep counted = ledger.after(state, look.read());
    if (look.read() && UnreadLogsJudge.isAfterGap(state, slot)) {
      counted = counted.logsReadTo(null);
    }
    Upkeep next = asked(ProfileQuestion.answered(counted, slot, profile), slot, look.read());
    return look.read() ? moved(next, org, state, look, slot) : next;
  }

  private static Upkeep moved(Upkeep next, Org org, OrgState state, Look look, Instant slot) {
    Restraint restraint = next.restraint();
    return next.with(
        restraint.moved(
            AdaptiveInterval.movement(
                org, state, look.snapshot().readings(), restraint.spendOn(slot), slot)));
  }

  /** Returns what is remembered after a slot at which the org was called. */
  static Upkeep asked(Upkeep counted, Instant slot, boolean read) {
    Restraint restraint = counted.restraint();
    Restraint next =
        restraint
            .with(read ? restraint.breaker().closed(slot) : restraint.breaker().failed(slot))
            .with(restraint.spendOn(slot).askedAt(slot));
    return counted.with(restraint.isPausedAt(slot) ? next : next.paused(null));
  }

  /** Returns what is remembered after a slot at which it was not called. */
  static Upkeep notAsked(Upkeep before, Instant slot, Why why) {
    Restraint restraint = before.restraint().with(before.restraint().spendOn(slot));
    return before.with(
        why == Why.BREAKER ? restraint.with(restraint.breaker().skippedOne()) : restraint);
  }

  /** Returns the same with the present cap. */
  static Upkeep capped(Upkeep upkeep, Org org, List<SpendRule> rules, OrgState state) {
    Known calls = state.known().get(LimitName.DAILY_API_REQUESTS);
    Reading reading = calls == null ? null : calls.reading();
    long allocation = reading == null || reading.isUncapped() ? 0 : reading.max();
    Restraint restraint = upkeep.restraint();
    return restraint.spend() == null
        ? upkeep
        : upkeep.with(
            restraint.with(restraint.spend().with(SpendRule.capOf(rules, org, allocation))));
  }
}

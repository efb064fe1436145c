package dev.headroom.cycle.poll;

import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.cycle.Fault;
import dev.headroom.limits.PollOutcome;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.spend.CallBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks an org once a day what it is. */
final class ProfileQuestion {
  /** How long this question may hold up its slot. */
  private static final Duration MAX_DEADLINE = Duration.ofSeconds(6);

  private final OrgProfileSource profiles;
  private final OrgRunner runner;
  private final Duration deadline;

  ProfileQuestion(OrgProfileSource profiles, OrgRunner runner, Duration orgDeadline) {
    this.profiles = profiles;
    this.runner = runner;
    this.deadline = orgDeadline.compareTo(MAX_DEADLINE) < 0 ? orgDeadline : MAX_DEADLINE;
  }

  /**
   * Returns what the org says about itself; null if it is not asked in this slot. It is three
   * counted calls: one for what it is, two for what it has bought.
   *
   * @param remarks receives the reason for a failure
   */
  OrgProfileSource.@Nullable Answer ask(
      Org org,
      OrgState state,
      Instant slot,
      PollOutcome outcome,
      CallBudget calls,
      List<String> remarks) {
    if (!(outcome instanceof PollOutcome.Read)
        || state.isPast(slot)
        || !state.upkeep().isProfileDue(slot)
        || !calls.takeCall()) {
      return null;
    }
    OrgProfileSource.Answer answer =
        runner.within(
            deadline,
            () -> withHoldings(profiles.read(org), org, calls),
            most ->
                new OrgProfileSource.Answer.Unknown(
                    "the org did not say what it is within " + most.toSeconds() + " s"),
            thrown ->
                new OrgProfileSource.Answer.Unknown(
                    "what the org is could not be read: " + Fault.of(thrown)));
    if (answer instanceof OrgProfileSource.Answer.Unknown unknown) {
      remarks.add(unknown.detail());
    }
    return answer;
  }

  private OrgProfileSource.Answer withHoldings(
      OrgProfileSource.Answer answer, Org org, CallBudget calls) {
    return answer instanceof OrgProfileSource.Answer.Found found
        ? new OrgProfileSource.Answer.Found(
            found.profile().with(profiles.holdings(org, calls::takeCall)))
        : answer;
  }

  /** Returns what is remembered of the answer; nothing if it was not asked. */
  static Upkeep answered(Upkeep upkeep, Instant slot, OrgProfileSource.@Nullable Answer answer) {
    return switch (answer) {
      case null -> upkeep;
      case OrgProfileSource.Answer.Found found -> upkeep.asked(slot, found.profile());
      case OrgProfileSource.Answer.Unknown unknown -> upkeep.asked(slot, null);
    };
  }
}

package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AllocationJudge;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.ReminderJudge;
import dev.headroom.alert.Reminders;
import dev.headroom.alert.Rule;
import dev.headroom.alert.SilenceJudge;
import dev.headroom.alert.Transition;
import dev.headroom.alert.UnreadLogsJudge;
import dev.headroom.alert.VanishedJudge;
import dev.headroom.alert.Yardstick;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Runs the judge of every rule for a slot: first whether the org reports at all, then which limits
 * are missing, then the levels. So a reading resolves "not reporting" before it opens anything.
 */
public class Judges {
  private final Episodes episodes;
  private final Duration vanishedAfter;
  private final LastTold lastTold;

  /** Looks up what the newest transition of an alert was judged on. */
  public interface LastTold {
    /** Knows nothing. */
    LastTold NOTHING = key -> Optional.empty();

    /** Returns the evidence of the newest transition of {@code key}; empty if none is stored. */
    Optional<Evidence> of(AlertKey key);
  }

  /**
   * What a slot is judged by.
   *
   * @param yardsticks by limit
   */
  record Rules(Function<LimitName, Yardstick> yardsticks, Reminders reminders) {}

  /** Creates judges whose reminders repeat nothing but what the slot itself shows. */
  public Judges(Episodes episodes, Duration vanishedAfter) {
    this(episodes, vanishedAfter, LastTold.NOTHING);
  }

  /**
   * Uses the episodes of the past.
   *
   * @param vanishedAfter how long the alert of a missing limit stays open
   * @param lastTold what a reminder repeats if the slot shows nothing new
   */
  public Judges(Episodes episodes, Duration vanishedAfter, LastTold lastTold) {
    this.episodes = episodes;
    this.vanishedAfter = vanishedAfter;
    this.lastTold = lastTold;
  }

  Judged judge(
      OrgState state,
      Instant slot,
      Look look,
      SortedMap<LimitName, Evidence.Use> seen,
      Rules rules) {
    List<Transition> transitions = new ArrayList<>();
    SilenceJudge.judge(state.org(), state.open(), look.silence(state, slot))
        .ifPresent(transitions::add);
    UnreadLogsJudge.judge(state, slot, look.read()).ifPresent(transitions::add);
    VanishedJudge.Judgement vanished =
        VanishedJudge.judge(
            state, look.snapshot(), slot, vanishedAfter, limit -> hadAlert(state, limit, slot));
    transitions.addAll(vanished.transitions());
    Evaluator.Judgement use =
        Evaluator.evaluate(state.org(), state.open(), state.pending(), seen, rules.yardsticks());
    transitions.addAll(use.transitions());
    AllocationJudge.Judgement allocation = AllocationJudge.judge(state, look.snapshot(), slot);
    transitions.addAll(allocation.transitions());
    Map<AlertKey, Episode> noted = new HashMap<>(use.noted());
    Map<AlertKey, Episode> quiet = new HashMap<>(state.open());
    quiet.putAll(noted);
    transitions.forEach(transition -> quiet.remove(transition.key()));
    for (AlertKey key : ReminderJudge.due(quiet, rules.reminders(), slot)) {
      Episode episode = Objects.requireNonNull(quiet.get(key));
      transitions.add(ReminderJudge.remind(key, episode, evidence(key, state, slot, look, seen)));
      noted.remove(key);
    }
    return new Judged(transitions, noted, vanished.missing(), use.pending(), allocation.memory());
  }

  /** What is known at {@code slot} about an alert that the slot does not change. */
  private Evidence evidence(
      AlertKey key,
      OrgState state,
      Instant slot,
      Look look,
      SortedMap<LimitName, Evidence.Use> seen) {
    if (key.rule().equals(Rule.USAGE) && key.limit().isPresent()) {
      Evidence.Use use = seen.get(key.limit().get());
      if (use != null) {
        return use;
      }
    }
    if (key.equals(AlertKey.notReporting(state.org()))) {
      return look.silence(state, slot);
    }
    return StoreFailedException.guarded(() -> lastTold.of(key))
        .map(evidence -> evidence.at(slot))
        .orElseGet(() -> new Evidence.Other(slot));
  }

  private boolean hadAlert(OrgState state, LimitName limit, Instant slot) {
    OrgId org = state.org();
    return StoreFailedException.guarded(() -> episodes.newest(AlertKey.usage(org, limit)))
        .map(alert -> alert.episode().resolvedAt())
        .filter(at -> !at.plus(VanishedJudge.RECENT).isBefore(slot))
        .isPresent();
  }
}

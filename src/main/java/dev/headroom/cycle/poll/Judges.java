package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
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
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Runs the judge of every rule for a slot: first whether the org reports at all, then which limits
 * are missing, then the levels. So a reading resolves "not reporting" before it opens anything.
 */
public class Judges {
  private final Episodes episodes;
  private final Duration vanishedAfter;

  /**
   * Uses the episodes of the past.
   *
   * @param vanishedAfter how long the alert of a missing limit stays open
   */
  public Judges(Episodes episodes, Duration vanishedAfter) {
    this.episodes = episodes;
    this.vanishedAfter = vanishedAfter;
  }

  Judged judge(
      OrgState state,
      Instant slot,
      Look look,
      SortedMap<LimitName, Evidence.Use> seen,
      Function<LimitName, Yardstick> yardsticks) {
    List<Transition> transitions = new ArrayList<>();
    SilenceJudge.judge(state.org(), state.open(), look.silence(state, slot))
        .ifPresent(transitions::add);
    UnreadLogsJudge.judge(state, slot, look.read()).ifPresent(transitions::add);
    VanishedJudge.Judgement vanished =
        VanishedJudge.judge(
            state, look.snapshot(), slot, vanishedAfter, limit -> hadAlert(state, limit, slot));
    transitions.addAll(vanished.transitions());
    Evaluator.Judgement use =
        Evaluator.evaluate(state.org(), state.open(), state.pending(), seen, yardsticks);
    transitions.addAll(use.transitions());
    Map<AlertKey, Episode> noted = new HashMap<>(use.noted());
    return new Judged(transitions, noted, vanished.missing(), use.pending());
  }

  private boolean hadAlert(OrgState state, LimitName limit, Instant slot) {
    OrgId org = state.org();
    return StoreFailedException.guarded(() -> episodes.newest(AlertKey.usage(org, limit)))
        .map(alert -> alert.episode().resolvedAt())
        .filter(at -> !at.plus(VanishedJudge.RECENT).isBefore(slot))
        .isPresent();
  }
}

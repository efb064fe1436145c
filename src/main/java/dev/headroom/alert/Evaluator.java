package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a slot showed against the levels and horizons and against what is already open. Pure:
 * the same input gives the same answer, and judging again after applying its transitions gives
 * none.
 *
 * <p>An alert has the highest of the level that use has reached, the level that is projected and
 * that of a jump. Each is held until their own recovery rule releases them:
 *
 * <ul>
 *   <li>a level that was reached, as described in {@link ReachedLevel};
 *   <li>a level that is projected, until exhaustion has been outside {@link #RELEASE} horizons, or
 *       not projected, for {@link #QUIET}. It opens with the second reading in a row that projects
 *       it, so that one odd reading pages nobody. An escalation opens only with a probability of
 *       {@code pageFrom}, and is held until the probability has been under {@link #WAVERING} of it
 *       for as long;
 *   <li>the level of a jump, until there has been none for {@link #QUIET}; see {@link JumpJudge}.
 * </ul>
 */
public final class Evaluator {
  /**
   * A projected level is released beyond this many of its horizons, so that a band on the edge does
   * not flap.
   */
  private static final double RELEASE = 1.5;

  /**
   * A projected escalation is released below this share of the probability that opens one: close
   * enough that none remains at a probability at which none would open. The number of messages
   * hardly depends on it ({@code docs/forecast.md}).
   */
  private static final double WAVERING = 0.8;

  /** How long that must have been so. */
  static final Duration QUIET = Duration.ofHours(1);

  private Evaluator() {}

  /**
   * What a slot means for the episodes.
   *
   * @param transitions those to be notified, at most one per limit, straight to the new level
   * @param noted open episodes with a change only in what is held
   * @param pending what has begun but not opened yet, by limit; limits without any are left out
   */
  public record Judgement(
      List<Transition> transitions,
      Map<AlertKey, Episode> noted,
      SortedMap<LimitName, Pending> pending) {
    /** Transitions alone. */
    public Judgement(List<Transition> transitions) {
      this(transitions, Map.of(), new TreeMap<>());
    }

    /** Returns the open episodes after this, given that {@code open} were open before. */
    public Map<AlertKey, Episode> after(Map<AlertKey, Episode> open) {
      Map<AlertKey, Episode> after = new HashMap<>(open);
      after.putAll(noted);
      for (Transition t : transitions) {
        if (t.episode().isOpen()) {
          after.put(t.key(), t.episode());
        } else {
          after.remove(t.key());
        }
      }
      return after;
    }
  }

  /**
   * Returns the transitions caused by {@code seen}.
   *
   * @param open the open episodes of this org before the slot
   * @param pending what had begun but not opened before the slot
   * @param seen what the slot showed, by limit; a limit that is not in it is unknown, and its open
   *     episode and pending levels stay as they are
   */
  public static Judgement evaluate(
      OrgId org,
      Map<AlertKey, Episode> open,
      SortedMap<LimitName, Pending> pending,
      SortedMap<LimitName, Evidence.Use> seen,
      Function<LimitName, Yardstick> yardsticks) {
    List<Transition> transitions = new ArrayList<>();
    Map<AlertKey, Episode> noted = new HashMap<>();
    SortedMap<LimitName, Pending> left = new TreeMap<>(pending);
    Map<LimitName, Episode> watched = new HashMap<>();
    open.forEach(
        (key, episode) -> {
          if (key.org().equals(org) && key.rule().equals(Rule.USAGE)) {
            key.limit().ifPresent(limit -> watched.put(limit, episode));
          }
        });
    seen.forEach(
        (limit, read) -> {
          AlertKey key = AlertKey.usage(org, limit);
          Episode episode = watched.get(limit);
          Episode.Held before = episode == null ? Episode.Held.NOTHING : episode.held();
          Yardstick yardstick = yardsticks.apply(limit).at(read.reading());
          Pending begun = pending.getOrDefault(limit, Pending.NOTHING);
          JumpJudge jump = JumpJudge.of(yardstick.jump(), begun.recent(), read);
          Evidence.Use evidence = read.rising(jump.rise());
          ReachedLevel reached = reached(before, begun, evidence, yardstick);
          Pending next = reached.pending().with(jump.recent());
          if (next.isNothing()) {
            left.remove(limit);
          } else {
            left.put(limit, next);
          }
          Episode.Held held = held(before, reached.severity(), evidence, yardstick);
          Transition transition = transition(key, episode, evidence, held);
          if (transition != null) {
            transitions.add(transition);
          } else if (episode != null && !held.equals(episode.held())) {
            noted.put(key, episode.holding(held));
          }
        });
    return new Judgement(transitions, noted, left);
  }

  private static @Nullable Transition transition(
      AlertKey key, @Nullable Episode episode, Evidence.Use evidence, Episode.Held held) {
    Severity now = held.severity();
    Reason reason = now == null && episode != null ? episode.reason() : held.reason();
    return Lifecycle.next(key, episode, evidence, now, reason, held);
  }

  private static ReachedLevel reached(
      Episode.Held before, Pending pending, Evidence.Use evidence, Yardstick yardstick) {
    Double percent = evidence.usedPercent();
    return percent == null
        ? new ReachedLevel(null, Pending.NOTHING)
        : ReachedLevel.of(before.reached(), pending, evidence, percent, yardstick);
  }

  private static Episode.Held held(
      Episode.Held before, @Nullable Severity reached, Evidence.Use evidence, Yardstick yardstick) {
    if (evidence.usedPercent() == null) {
      return Episode.Held.NOTHING;
    }
    Severity projected = projected(before, evidence, yardstick);
    Episode.Held levels =
        new Episode.Held(
            reached,
            projected,
            projected == null ? null : confirmedAt(before, projected, evidence, yardstick));
    return jumped(levels, before, evidence, yardstick);
  }

  private static Episode.Held jumped(
      Episode.Held levels, Episode.Held before, Evidence.Use evidence, Yardstick yardstick) {
    Jump jump = yardstick.jump();
    Instant last = before.jumpedAt();
    Severity held = before.jumped();
    if (jump == null) {
      return levels;
    }
    boolean holds = last != null && evidence.slot().isBefore(last.plus(QUIET));
    if (evidence.rise() != null) {
      Severity now = holds && held != null ? jump.severity().or(held) : jump.severity();
      return levels.jumped(now, evidence.slot());
    }
    return holds && held != null && last != null ? levels.jumped(held, last) : levels;
  }

  private static @Nullable Severity projected(
      Episode.Held before, Evidence.Use evidence, Yardstick yardstick) {
    for (Severity severity : Severity.WORST_FIRST) {
      Duration horizon = yardstick.horizons().of(severity);
      if (horizon == null) {
        continue;
      }
      double least = leastProbability(severity, yardstick);
      boolean held = before.projected() != null && severity.compareTo(before.projected()) <= 0;
      if (opens(evidence, horizon, least) || (held && !isLetGo(before, evidence, horizon, least))) {
        return severity;
      }
    }
    return null;
  }

  /** The probability that opens a level; for attention it is the forecast's own verdict. */
  private static double leastProbability(Severity severity, Yardstick yardstick) {
    return severity == Severity.ATTENTION ? 0 : yardstick.pageFrom();
  }

  private static boolean opens(Evidence.Use evidence, Duration horizon, double least) {
    Foresight.Exhaustion e = evidence.exhaustion();
    return e != null
        && e.since().isBefore(evidence.slot())
        && !e.at().isAfter(evidence.slot().plus(horizon))
        && e.probability() >= least;
  }

  private static boolean isLetGo(
      Episode.Held before, Evidence.Use evidence, Duration horizon, double least) {
    return !isConfirmed(evidence, horizon, least)
        && (before.projectedAt() == null
            || !evidence.slot().isBefore(before.projectedAt().plus(QUIET)));
  }

  /** Whether exhaustion is still projected near and likely enough, or is unknown. */
  private static boolean isConfirmed(Evidence.Use evidence, Duration horizon, double least) {
    return switch (evidence.foresight()) {
      case Foresight.Exhaustion e ->
          !e.at().isAfter(evidence.slot().plus(released(horizon)))
              && e.probability() >= WAVERING * least;
      case Foresight.Blind b -> true;
      case Foresight.Clear c -> false;
    };
  }

  private static Instant confirmedAt(
      Episode.Held before, Severity projected, Evidence.Use evidence, Yardstick yardstick) {
    Duration horizon = yardstick.horizons().of(projected);
    Instant last = before.projectedAt();
    // A released level leaves the one below it with the same last confirmation.
    return last == null
            || (horizon != null
                && isConfirmed(evidence, horizon, leastProbability(projected, yardstick)))
        ? evidence.slot()
        : last;
  }

  /** Returns how far off exhaustion must be to release a level with this horizon. */
  static Duration released(Duration horizon) {
    return Duration.ofSeconds((long) (horizon.toSeconds() * RELEASE));
  }
}

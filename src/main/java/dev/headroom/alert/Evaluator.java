package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a slot showed against the levels and horizons and against what is open already. Pure:
 * the same input gives the same answer, and what its transitions lead to gives none.
 *
 * <p>An alert has the higher of the level that use has reached and the level that is projected.
 * Both are held until their own recovery rule lets go of them:
 *
 * <ul>
 *   <li>a level that was reached, until use is under its threshold less {@code recoverBelow};
 *   <li>a level that is projected, until exhaustion has been out of {@link #RELEASE} horizons, or
 *       not projected, for {@link #QUIET}. It opens with the second reading in a row that projects
 *       it, so that one odd reading pages nobody.
 * </ul>
 */
public final class Evaluator {
  /**
   * A projected level is let go beyond so many of its horizons: a band on the edge does not flap.
   */
  private static final double RELEASE = 1.5;

  /** And when that has been so for this long. */
  private static final Duration QUIET = Duration.ofHours(1);

  private Evaluator() {}

  /**
   * What a slot makes of the episodes.
   *
   * @param transitions those that somebody is to be told of, at most one a limit, straight to the
   *     new level
   * @param noted open episodes in which only what is held has changed
   */
  public record Judgement(List<Transition> transitions, Map<AlertKey, Episode> noted) {
    /** The open episodes after this, where {@code open} were open before. */
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
   * The transitions that {@code seen} makes.
   *
   * @param open the open episodes of this org before the slot
   * @param seen what the slot showed, by limit; a limit that is not in it is unknown, and an open
   *     episode of it stays as it is
   */
  public static Judgement evaluate(
      OrgId org,
      Map<AlertKey, Episode> open,
      SortedMap<LimitName, Evidence.Use> seen,
      Function<LimitName, Yardstick> yardsticks) {
    List<Transition> transitions = new ArrayList<>();
    Map<AlertKey, Episode> noted = new HashMap<>();
    seen.forEach(
        (limit, evidence) -> {
          AlertKey key = AlertKey.usage(org, limit);
          Episode episode = open.get(key);
          Episode.Held held = held(episode, evidence, yardsticks.apply(limit));
          Transition transition = transition(key, episode, evidence, held);
          if (transition != null) {
            transitions.add(transition);
          } else if (episode != null && !held.equals(episode.held())) {
            noted.put(key, episode.holding(held));
          }
        });
    return new Judgement(transitions, noted);
  }

  private static @Nullable Transition transition(
      AlertKey key, @Nullable Episode episode, Evidence.Use evidence, Episode.Held held) {
    Severity now = held.severity();
    Reason reason = now == null && episode != null ? episode.reason() : held.reason();
    return Lifecycle.next(key, episode, evidence, now, reason, held);
  }

  private static Episode.Held held(
      @Nullable Episode episode, Evidence.Use evidence, Yardstick yardstick) {
    if (evidence.usedPercent() == null) {
      return Episode.Held.NOTHING;
    }
    Episode.Held before = episode == null ? Episode.Held.NOTHING : episode.held();
    Severity reached =
        reached(before.reached(), evidence.usedPercent(), evidence, yardstick.levels());
    Severity projected = projected(before, evidence, yardstick.horizons());
    return new Episode.Held(
        reached,
        projected,
        projected == null ? null : confirmedAt(before, projected, evidence, yardstick.horizons()));
  }

  /**
   * The highest level that holds: one that is reached now, or one that was held before and is not
   * left yet. Holding a level means holding those below it, so each is left at its own recovery
   * threshold.
   */
  private static @Nullable Severity reached(
      @Nullable Severity before, double percent, Evidence.Use evidence, Levels levels) {
    for (Severity severity : Severity.WORST_FIRST) {
      double threshold = levels.threshold(severity);
      boolean held = before != null && severity.compareTo(before) <= 0;
      if (reaches(evidence.reading(), percent, threshold)
          || (held && reaches(evidence.reading(), percent, threshold - levels.recoverBelow()))) {
        return severity;
      }
    }
    return null;
  }

  private static @Nullable Severity projected(
      Episode.Held before, Evidence.Use evidence, Horizons horizons) {
    for (Severity severity : Severity.WORST_FIRST) {
      Duration horizon = horizons.of(severity);
      if (horizon == null) {
        continue;
      }
      boolean held = before.projected() != null && severity.compareTo(before.projected()) <= 0;
      if (opens(evidence, horizon) || (held && !isLetGo(before, evidence, horizon))) {
        return severity;
      }
    }
    return null;
  }

  private static boolean opens(Evidence.Use evidence, Duration horizon) {
    Foresight.Exhaustion e = evidence.exhaustion();
    return e != null
        && e.since().isBefore(evidence.slot())
        && !e.at().isAfter(evidence.slot().plus(horizon));
  }

  private static boolean isLetGo(Episode.Held before, Evidence.Use evidence, Duration horizon) {
    return !isConfirmed(evidence, horizon)
        && (before.projectedAt() == null
            || !evidence.slot().isBefore(before.projectedAt().plus(QUIET)));
  }

  /** Whether exhaustion is still projected near enough, or nobody can tell. */
  private static boolean isConfirmed(Evidence.Use evidence, Duration horizon) {
    return switch (evidence.foresight()) {
      case Foresight.Exhaustion e -> !e.at().isAfter(evidence.slot().plus(released(horizon)));
      case Foresight.Blind b -> true;
      case Foresight.Clear c -> false;
    };
  }

  private static Instant confirmedAt(
      Episode.Held before, Severity projected, Evidence.Use evidence, Horizons horizons) {
    Duration horizon = horizons.of(projected);
    Instant last = before.projectedAt();
    // A level that was let go leaves the one below it with the same last confirmation.
    return last == null || (horizon != null && isConfirmed(evidence, horizon))
        ? evidence.slot()
        : last;
  }

  private static Duration released(Duration horizon) {
    return Duration.ofSeconds((long) (horizon.toSeconds() * RELEASE));
  }

  /**
   * Whether used is at least {@code threshold} per cent of max. Compared without the division, so
   * that 80 of 100 is at 80 % whatever the numbers' size.
   */
  private static boolean reaches(@Nullable Reading reading, double percent, double threshold) {
    return reading == null
        ? percent >= threshold
        : reading.used() * 100.0 >= threshold * reading.max();
  }
}

package dev.headroom.backtest;

import dev.headroom.alert.Episode;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the alerts of one limit and method by the exhaustions that happened. */
final class AlertScore {
  /** An exhaustion may be late by as much time as was left, plus this. */
  private static final long GRACE = 3600;

  private static final double KEPT = 1.25;

  private final long horizon;
  private final List<Told> all = new ArrayList<>();
  private final List<Told> waiting = new ArrayList<>();
  private @Nullable Told open;
  private int messages;
  private int falseAlarms;

  /** An alert in progress. */
  private static final class Told {
    final long openedAt;
    final Reason by;
    Severity worst;
    @Nullable Long pagedAt;
    @Nullable Long resolvedAt;
    @Nullable Long projectedAt;
    long lastClaim;
    long deadline;
    boolean met;
    boolean pageMet;
    boolean decided;

    Told(long openedAt, Reason by, Severity worst) {
      this.openedAt = openedAt;
      this.by = by;
      this.worst = worst;
    }
  }

  AlertScore(Duration horizon) {
    this.horizon = horizon.toSeconds();
  }

  /**
   * An exhaustion begins at {@code t}, before the method's statement on its first reading.
   *
   * @param calmSince no lead begins before it
   * @return the alert that was already open; null if none was
   */
  @Nullable Warning event(long t, long calmSince) {
    for (Iterator<Told> i = waiting.iterator(); i.hasNext(); ) {
      Told told = i.next();
      if (t <= told.deadline) {
        meet(told);
        told.decided = true;
        i.remove();
      }
    }
    Told told = open;
    if (told == null) {
      return null;
    }
    countKept(told, t);
    meet(told);
    long since = Math.max(told.openedAt, calmSince);
    if (since >= t) {
      return null; // there was no time to react
    }
    return new Warning(
        Instant.ofEpochSecond(since),
        told.by,
        lead(since, t),
        told.pagedAt == null ? null : lead(Math.max(told.pagedAt, calmSince), t));
  }

  private Duration lead(long since, long t) {
    return Duration.ofSeconds(Math.min(t - since, horizon));
  }

  private static void meet(Told told) {
    told.met = true;
    told.pageMet |= told.pagedAt != null;
  }

  /** An alert kept open by a projection counts again and again. */
  private void countKept(Told told, long until) {
    if (told.projectedAt != null) {
      falseAlarms += (int) ((until - told.projectedAt) / (KEPT * horizon));
      told.projectedAt = null;
    }
  }

  /**
   * Records what the method says at {@code t}.
   *
   * @param neutral whether an exhaustion is in progress or recently over: what is said then belongs
   *     to it
   * @param episode the open episode afterwards; null if there is none
   */
  void told(
      long t,
      @Nullable Transition transition,
      @Nullable Episode episode,
      Foresight foresight,
      boolean neutral) {
    expire(t);
    switch (transition) {
      case Transition.Opened o -> {
        Told told = new Told(t, o.episode().reason(), o.episode().severity());
        open = told;
        all.add(told);
        raised(told, o.episode(), t, neutral);
      }
      case Transition.Escalated e -> {
        if (open != null) {
          raised(open, e.episode(), t, neutral);
        }
      }
      case Transition.Resolved r -> resolved(t);
      case Transition.DeEscalated d -> {}
      case Transition.Updated u -> {}
      case Transition.Reminded r -> {}
      case Transition.Acknowledged a -> {}
      case null -> {}
    }
    Told told = open;
    if (told != null
        && episode != null
        && episode.held().projected() != null
        && foresight instanceof Foresight.Exhaustion e) {
      told.lastClaim = t;
      long left = Math.max(0, e.at().getEpochSecond() - t);
      told.deadline = Math.max(told.deadline, t + Math.min(horizon, 2 * left + GRACE));
    }
  }

  private void raised(Told told, Episode episode, long t, boolean neutral) {
    messages++;
    if (episode.severity().compareTo(told.worst) > 0) {
      told.worst = episode.severity();
    }
    if (told.pagedAt == null && episode.severity().compareTo(Severity.ESCALATION) >= 0) {
      told.pagedAt = t;
      told.pageMet = neutral;
    }
    told.met |= neutral;
    if (!neutral && told.projectedAt == null && episode.reason().equals(Reason.PROJECTION)) {
      told.projectedAt = t;
      told.lastClaim = t;
    }
  }

  private void resolved(long t) {
    Told told = open;
    open = null;
    if (told == null) {
      return;
    }
    told.resolvedAt = t;
    boolean came = told.pagedAt == null ? told.met : told.pageMet;
    if (came) {
      told.decided = true;
    } else {
      waiting.add(told);
    }
  }

  /** The named exhaustion has not happened by its time. */
  private void expire(long t) {
    for (Iterator<Told> i = waiting.iterator(); i.hasNext(); ) {
      Told told = i.next();
      if (t > told.deadline) {
        told.decided = true;
        i.remove();
        if (told.projectedAt != null && !told.met) {
          falseAlarms++;
          countKept(told, told.lastClaim);
        }
      }
    }
  }

  /** History ends at {@code t}: alerts that have been open for long are counted as kept open. */
  void end(long t) {
    expire(t);
    if (open != null) {
      countKept(open, t);
    }
  }

  int messages() {
    return messages;
  }

  int falseAlarms() {
    return falseAlarms;
  }

  List<Alert> alerts() {
    return all.stream().map(AlertScore::alert).toList();
  }

  private static Alert alert(Told told) {
    boolean came = told.pagedAt == null ? told.met : told.pageMet;
    return new Alert(
        Instant.ofEpochSecond(told.openedAt),
        told.by,
        told.worst,
        instant(told.pagedAt),
        instant(told.resolvedAt),
        came
            ? Alert.Outcome.REAL
            : told.decided ? Alert.Outcome.UNFOUNDED : Alert.Outcome.UNDECIDED);
  }

  private static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}

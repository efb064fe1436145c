package dev.headroom.alert;

import org.jspecify.annotations.Nullable;

/**
 * A change of a problem that somebody is to be told of. A reading makes at most one an AlertKey.
 */
public sealed interface Transition {
  AlertKey key();

  /** The episode as it is after this transition. */
  Episode episode();

  Evidence evidence();

  /**
   * As messages write it: {@code opened}, {@code updated}, {@code escalated}, {@code de-escalated},
   * {@code resolved}.
   */
  default String word() {
    return switch (this) {
      case Opened o -> "opened";
      case Updated u -> "updated";
      case Escalated e -> "escalated";
      case DeEscalated d -> "de-escalated";
      case Resolved r -> "resolved";
    };
  }

  record Opened(AlertKey key, Episode episode, Evidence evidence) implements Transition {}

  /** Concerns more or fewer than before, at the same level; only a group of orgs does. */
  record Updated(AlertKey key, Episode episode, Evidence evidence) implements Transition {}

  /**
   * Got worse.
   *
   * @param from the severity before
   */
  record Escalated(AlertKey key, Episode episode, Evidence evidence, Severity from)
      implements Transition {}

  /**
   * Got better, not yet well.
   *
   * @param from the severity before
   */
  record DeEscalated(AlertKey key, Episode episode, Evidence evidence, Severity from)
      implements Transition {}

  /**
   * What is foreseen of the limit, for whoever is told; null when nothing is. Of a resolve nothing
   * is told: that it may run out some time is no part of the news that it is over.
   */
  default Foresight.@Nullable Exhaustion foreseen() {
    return evidence() instanceof Evidence.Use use && !(this instanceof Resolved)
        ? use.exhaustion()
        : null;
  }

  /** The severity before it; null when there was none. */
  default @Nullable Severity previousSeverity() {
    return switch (this) {
      case Opened o -> null;
      case Updated u -> u.episode().severity();
      case Escalated e -> e.from();
      case DeEscalated d -> d.from();
      case Resolved r -> r.episode().severity();
    };
  }

  record Resolved(AlertKey key, Episode episode, Evidence evidence) implements Transition {}
}

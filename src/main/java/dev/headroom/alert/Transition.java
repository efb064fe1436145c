package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a problem that somebody is to be told of. A reading makes at most one an AlertKey.
 */
public sealed interface Transition {
  AlertKey key();

  /** The episode as it is after this transition. */
  Episode episode();

  Evidence evidence();

  /** Since when another org answers, in the first message since then; null in every other. */
  @Nullable Instant anotherOrgSince();

  /** The same, in a message that says that another org answers. */
  default Transition sayingAnotherOrgSince(Instant since) {
    return switch (this) {
      case Opened o -> new Opened(o.key, o.episode, o.evidence, since);
      case Updated u -> new Updated(u.key, u.episode, u.evidence, since);
      case Escalated e -> new Escalated(e.key, e.episode, e.evidence, e.from, since);
      case DeEscalated d -> new DeEscalated(d.key, d.episode, d.evidence, d.from, since);
      case Resolved r -> new Resolved(r.key, r.episode, r.evidence, since);
    };
  }

  /** The same, judged on {@code other}. */
  default Transition on(Evidence other) {
    return switch (this) {
      case Opened o -> new Opened(o.key, o.episode, other, o.anotherOrgSince);
      case Updated u -> new Updated(u.key, u.episode, other, u.anotherOrgSince);
      case Escalated e -> new Escalated(e.key, e.episode, other, e.from, e.anotherOrgSince);
      case DeEscalated d -> new DeEscalated(d.key, d.episode, other, d.from, d.anotherOrgSince);
      case Resolved r -> new Resolved(r.key, r.episode, other, r.anotherOrgSince);
    };
  }

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

  record Opened(AlertKey key, Episode episode, Evidence evidence, @Nullable Instant anotherOrgSince)
      implements Transition {
    public Opened(AlertKey key, Episode episode, Evidence evidence) {
      this(key, episode, evidence, null);
    }
  }

  /** Concerns more or fewer than before, at the same level; only a group of orgs does. */
  record Updated(
      AlertKey key, Episode episode, Evidence evidence, @Nullable Instant anotherOrgSince)
      implements Transition {
    public Updated(AlertKey key, Episode episode, Evidence evidence) {
      this(key, episode, evidence, null);
    }
  }

  /**
   * Got worse.
   *
   * @param from the severity before
   */
  record Escalated(
      AlertKey key,
      Episode episode,
      Evidence evidence,
      Severity from,
      @Nullable Instant anotherOrgSince)
      implements Transition {
    public Escalated(AlertKey key, Episode episode, Evidence evidence, Severity from) {
      this(key, episode, evidence, from, null);
    }
  }

  /**
   * Got better, not yet well.
   *
   * @param from the severity before
   */
  record DeEscalated(
      AlertKey key,
      Episode episode,
      Evidence evidence,
      Severity from,
      @Nullable Instant anotherOrgSince)
      implements Transition {
    public DeEscalated(AlertKey key, Episode episode, Evidence evidence, Severity from) {
      this(key, episode, evidence, from, null);
    }
  }

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

  record Resolved(
      AlertKey key, Episode episode, Evidence evidence, @Nullable Instant anotherOrgSince)
      implements Transition {
    public Resolved(AlertKey key, Episode episode, Evidence evidence) {
      this(key, episode, evidence, null);
    }
  }
}

package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a problem that is to be notified. A reading causes at most one per AlertKey. */
public sealed interface Transition {
  AlertKey key();

  /** Returns the episode after this transition. */
  Episode episode();

  Evidence evidence();

  /**
   * Returns since when another org answers, in the first message since then; null in every other.
   */
  @Nullable Instant anotherOrgSince();

  /** Returns the same, in a message that says that another org answers. */
  default Transition sayingAnotherOrgSince(Instant since) {
    return switch (this) {
      case Opened o -> new Opened(o.key, o.episode, o.evidence, since);
      case Updated u -> new Updated(u.key, u.episode, u.evidence, since);
      case Escalated e -> new Escalated(e.key, e.episode, e.evidence, e.from, since);
      case DeEscalated d -> new DeEscalated(d.key, d.episode, d.evidence, d.from, since);
      case Reminded r -> new Reminded(r.key, r.episode, r.evidence, since);
      case Acknowledged a -> new Acknowledged(a.key, a.episode, a.evidence, a.given, since);
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
      case Reminded r -> new Reminded(r.key, r.episode, other, r.anotherOrgSince);
      case Acknowledged a -> new Acknowledged(a.key, a.episode, other, a.given, a.anotherOrgSince);
      case Resolved r -> new Resolved(r.key, r.episode, other, r.anotherOrgSince);
    };
  }

  /**
   * Returns the word used in messages: {@code opened}, {@code updated}, {@code escalated}, {@code
   * de-escalated}, {@code reminded}, {@code acknowledged}, {@code resolved}.
   */
  default String word() {
    return switch (this) {
      case Opened o -> "opened";
      case Updated u -> "updated";
      case Escalated e -> "escalated";
      case DeEscalated d -> "de-escalated";
      case Reminded r -> "reminded";
      case Acknowledged a -> "acknowledged";
      case Resolved r -> "resolved";
    };
  }

  record Opened(AlertKey key, Episode episode, Evidence evidence, @Nullable Instant anotherOrgSince)
      implements Transition {
    public Opened(AlertKey key, Episode episode, Evidence evidence) {
      this(key, episode, evidence, null);
    }
  }

  /** Concerns more or fewer orgs than before, at the same level; only for a group of orgs. */
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

  /** Is still open, at the same level, and nobody has acknowledged it or a snooze is over. */
  record Reminded(
      AlertKey key, Episode episode, Evidence evidence, @Nullable Instant anotherOrgSince)
      implements Transition {
    public Reminded(AlertKey key, Episode episode, Evidence evidence) {
      this(key, episode, evidence, null);
    }
  }

  /**
   * A person said that they work on it.
   *
   * @param given by whom, and until when
   */
  record Acknowledged(
      AlertKey key,
      Episode episode,
      Evidence evidence,
      Acknowledgement given,
      @Nullable Instant anotherOrgSince)
      implements Transition {
    public Acknowledged(AlertKey key, Episode episode, Evidence evidence, Acknowledgement given) {
      this(key, episode, evidence, given, null);
    }
  }

  /**
   * Returns the forecast of the limit for whoever is notified; null if there is none. A resolve has
   * none: that the limit may run out some time is not part of the news that the problem is over.
   */
  default Foresight.@Nullable Exhaustion foreseen() {
    return evidence() instanceof Evidence.Use use && !(this instanceof Resolved)
        ? use.exhaustion()
        : null;
  }

  /** Returns the severity before it; null if there was none. */
  default @Nullable Severity previousSeverity() {
    return switch (this) {
      case Opened o -> null;
      case Updated u -> u.episode().severity();
      case Escalated e -> e.from();
      case DeEscalated d -> d.from();
      case Reminded r -> r.episode().severity();
      case Acknowledged a -> a.episode().severity();
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

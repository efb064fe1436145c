package dev.headroom.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers which targets refuse everything because of how they are set up. */
public interface TargetHealth {
  /**
   * What is the matter with a target.
   *
   * @param fingerprint of the settings that it happened with: others may be fine
   * @param reason for a person; no secret
   * @param since real time
   */
  record Trouble(TargetId target, Kind kind, String fingerprint, String reason, Instant since) {}

  /** How bad it is. */
  enum Kind {
    /** It refused for its settings; deliveries are tried again. */
    PARKED,
    /** It said that it is gone: nothing is sent until its settings change. */
    DISABLED
  }

  /** The trouble of a target, read consistently; empty when there is none. */
  Optional<Trouble> find(TargetId target);

  /** Every target in trouble, ordered by id. */
  List<Trouble> all();

  /** Remembers it, in place of what was known of the target before. */
  void remember(Trouble trouble);

  /** Forgets it, if it is still the one that is known. */
  void forget(Trouble trouble);
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** The present effect of a path to API Enabled. */
public enum PathState {
  /** In effect. */
  ACTIVE("active"),
  /** Granted by a group as it was last calculated; its sets have changed since. */
  STALE("stale"),
  /** A group that does not grant it as last calculated, but may once it is recalculated. */
  PENDING("pending"),
  /** In effect only in sessions that activate it. */
  NEEDS_ACTIVATION("needsActivation"),
  /** The assignment has ended. */
  EXPIRED("expired");

  private final String word;

  PathState(String word) {
    this.word = word;
  }

  /** Returns its name in answers. */
  public String word() {
    return word;
  }

  /** Returns whether the user may use the API through it now. */
  public boolean counts() {
    return this == ACTIVE || this == STALE;
  }

  /** Returns whether the user may become able to use the API through it. */
  public boolean isConditional() {
    return this == NEEDS_ACTIVATION || this == PENDING;
  }

  /** Returns the state called {@code word}. */
  public static Optional<PathState> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
  }
}

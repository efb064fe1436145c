package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** What a path to API Enabled is worth now. */
public enum PathState {
  /** In force. */
  ACTIVE("active"),
  /** Granted by a group as it was last calculated; its sets have changed since. */
  STALE("stale"),
  /** A group that does not grant it as last calculated, and may once it is calculated again. */
  PENDING("pending"),
  /** In force only in sessions that activate it. */
  NEEDS_ACTIVATION("needsActivation"),
  /** The assignment has ended. */
  EXPIRED("expired");

  private final String word;

  PathState(String word) {
    this.word = word;
  }

  /** Its name in answers. */
  public String word() {
    return word;
  }

  /** Whether the user may use the API through it now. */
  public boolean counts() {
    return this == ACTIVE || this == STALE;
  }

  /** Whether the user may come to use the API through it. */
  public boolean isConditional() {
    return this == NEEDS_ACTIVATION || this == PENDING;
  }

  /** The state called {@code word}. */
  public static Optional<PathState> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
  }
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** Whether a user may use the API. */
public enum Effective {
  YES("yes"),
  /** Only in sessions that activate a permission set. */
  ON_ACTIVATION("onActivation"),
  /** Not before a permission set group is recalculated; the result is not known yet. */
  UNKNOWN("unknown"),
  NO("no");

  private final String word;

  Effective(String word) {
    this.word = word;
  }

  /** Returns its name in answers. */
  public String word() {
    return word;
  }

  /** Returns the one called {@code word}. */
  public static Optional<Effective> of(String word) {
    return Arrays.stream(values()).filter(e -> e.word.equals(word)).findFirst();
  }
}

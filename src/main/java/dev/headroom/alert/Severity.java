package dev.headroom.alert;

import java.util.List;
import java.util.Locale;

/** How bad a problem is, mildest first. */
public enum Severity {
  /** Worth a look during working hours: 60 % by default. */
  ATTENTION,
  /** Someone must act: 80 % by default. */
  ESCALATION,
  /** Nothing is left: 100 %. */
  EXHAUSTED;

  static final List<Severity> WORST_FIRST = List.of(EXHAUSTED, ESCALATION, ATTENTION);

  /** Returns the higher of this and {@code other}. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns the word used in the manifest, the API and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a finding is. */
public enum Severity {
  HIGH,
  MEDIUM,
  LOW;

  /** Returns its name in answers and in the manifest. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one called {@code word}. */
  public static Optional<Severity> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
  }
}

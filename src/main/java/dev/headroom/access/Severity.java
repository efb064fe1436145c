package dev.headroom.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How grave a finding is. */
public enum Severity {
  HIGH,
  MEDIUM,
  LOW;

  /** Its name in answers and in the manifest. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one called {@code word}. */
  public static Optional<Severity> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
  }
}

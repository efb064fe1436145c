package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** How far an app's logins are held to the IP ranges of the user's profile. */
public enum IpRelaxation {
  ENFORCE("enforce"),
  BYPASS("bypass"),
  /** Not held to them inside the app's own ranges, or after a second factor. */
  BYPASS_TWO_FACTOR("bypassTwoFactor"),
  /** Held to them, but for refresh tokens. */
  ENFORCE_RELAX_REFRESH("enforceRelaxRefresh");

  private final String word;

  IpRelaxation(String word) {
    this.word = word;
  }

  /** Its name in answers. */
  public String word() {
    return word;
  }

  /** The one called {@code word}. */
  public static Optional<IpRelaxation> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
  }
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** How strictly an app's logins are bound to the IP ranges of the user's profile. */
public enum IpRelaxation {
  ENFORCE("enforce"),
  BYPASS("bypass"),
  /** Not bound to them inside the app's own ranges, or after a second factor. */
  BYPASS_TWO_FACTOR("bypassTwoFactor"),
  /** Bound to them, except for refresh tokens. */
  ENFORCE_RELAX_REFRESH("enforceRelaxRefresh");

  private final String word;

  IpRelaxation(String word) {
    this.word = word;
  }

  /** Returns its name in answers. */
  public String word() {
    return word;
  }

  /** Returns the one called {@code word}. */
  public static Optional<IpRelaxation> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
  }
}

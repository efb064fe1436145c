package dev.headroom.access;

import java.util.Arrays;
import java.util.Optional;

/** How a user holds a permission. */
public enum PathKind {
  PERMISSION_SET("permissionSet"),
  PERMISSION_SET_GROUP("permissionSetGroup"),
  PROFILE("profile");

  private final String word;

  PathKind(String word) {
    this.word = word;
  }

  /** Returns its name in answers and rules. */
  public String word() {
    return word;
  }

  /** Returns the kind called {@code word}. */
  public static Optional<PathKind> of(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
  }
}

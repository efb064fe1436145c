package dev.headroom.local;

import dev.headroom.org.PlainText;

/** The user of this machine, for the audit. */
final class LocalUser {
  private static final int MAX_CHARS = 100;

  private LocalUser() {}

  /** Returns the user of this process. */
  static String name() {
    return System.getProperty("user.name", "unknown");
  }

  /** Returns that the user of this process asked, through {@code way}. */
  static String by(String way) {
    return by(way, name());
  }

  /** Returns that {@code user} asked, through {@code way}. */
  static String by(String way, String user) {
    return way + ", local user " + PlainText.of(user, MAX_CHARS);
  }
}

package dev.headroom.local;

import dev.headroom.org.PlainText;

/** Who uses this machine, for the audit. */
final class LocalUser {
  private static final int MAX_CHARS = 100;

  private LocalUser() {}

  /** The user of this process. */
  static String name() {
    return System.getProperty("user.name", "unknown");
  }

  /** That the user of this process asked, by {@code way}. */
  static String by(String way) {
    return by(way, name());
  }

  /** That {@code user} asked, by {@code way}. */
  static String by(String way, String user) {
    return way + ", local user " + PlainText.of(user, MAX_CHARS);
  }
}

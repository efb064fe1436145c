package dev.headroom.local;

/** Who uses this machine, for the audit. */
final class LocalUser {
  private LocalUser() {}

  /** That the user of this process asked, by {@code way}. */
  static String by(String way) {
    return way + ", local user " + System.getProperty("user.name", "unknown");
  }
}

package dev.headroom.alert;

import java.util.Locale;

/** The spelling of domain words in rows: {@code not-reporting} as {@code NOT_REPORTING}. */
final class StoredWord {
  private StoredWord() {}

  static String write(String word) {
    return word.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static String read(String stored) {
    return stored.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}

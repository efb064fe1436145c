package dev.headroom.access.salesforce;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;

/** Literals of Salesforce's query language (SOQL and SOSL Reference). */
final class Soql {
  /** Ids per list, so that the address of a query stays far below 16,384 bytes. */
  static final int MAX_IDS = 400;

  private Soql() {}

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Returns a list for IN. */
  static String list(Collection<String> texts) {
    return texts.stream().map(Soql::quoted).collect(Collectors.joining(",", "(", ")"));
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

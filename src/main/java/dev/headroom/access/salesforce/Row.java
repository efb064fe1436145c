package dev.headroom.access.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of a query's result. A member of a parent is named by its path, {@code Profile.Name}. */
record Row(JsonNode node) {
  /** Salesforce's format for times: {@code 2026-11-20T06:00:00.000+0000}. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XX][XXX]", Locale.ROOT);

  private JsonNode at(String path) {
    JsonNode at = node;
    for (String step : path.split("\\.", -1)) {
      at = at.path(step);
    }
    return at;
  }

  /** Returns the text; null if there is none, or it is empty. */
  @Nullable String textOrNull(String path) {
    String text = at(path).asText("");
    return at(path).isNull() || text.isEmpty() ? null : text;
  }

  /** Returns the text; empty if there is none. */
  String text(String path) {
    String text = textOrNull(path);
    return text == null ? "" : text;
  }

  boolean is(String path) {
    return at(path).asBoolean(false);
  }

  int number(String path) {
    return at(path).asInt(0);
  }

  /** Returns the time, to the second; null if there is none. */
  @Nullable Instant time(String path) {
    return timeOf(textOrNull(path));
  }

  static @Nullable Instant timeOf(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.ofEpochSecond(OffsetDateTime.parse(text, TIME).toEpochSecond());
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads query parameters and gathers everything that is wrong with them. */
final class Parameters {
  private final List<Violation> violations = new ArrayList<>();

  /**
   * What stands in the address for a parameter: null when it is not there, empty after {@code
   * from=}, which injection does not tell apart.
   */
  static @Nullable String given(UriInfo uri, String name) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    return query.containsKey(name) ? Objects.requireNonNullElse(query.getFirst(name), "") : null;
  }

  /** What stands in the address for {@code names}; a field that was left empty is not given. */
  static Map<String, String> given(UriInfo uri, Collection<String> names) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : names) {
      String value = given(uri, name);
      if (value != null && !value.isBlank()) {
        given.put(name, value.strip());
      }
    }
    return given;
  }

  /** The text of a parameter that must be there; empty when it is not. */
  String required(String name, @Nullable String value, String remedy) {
    if (value == null || value.isEmpty()) {
      violations.add(new Violation(name, value, "is missing", remedy));
      return "";
    }
    return value;
  }

  /** One of {@code words}; the first of them when it is not. */
  String word(String name, @Nullable String value, List<String> words) {
    String remedy = "Write " + String.join(" or ", words) + ".";
    String text = required(name, value, remedy);
    if (!text.isEmpty() && !Set.copyOf(words).contains(text)) {
      violations.add(new Violation(name, text, "is not a word that it can be", remedy));
      return words.get(0);
    }
    return text;
  }

  /** An instant, or {@code absent} when the parameter is not there or not readable. */
  Instant instant(String name, @Nullable String value, Instant absent) {
    if (value == null) {
      return absent;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      violations.add(
          new Violation(
              name,
              value,
              "is not an instant",
              "Write it as ISO 8601 in UTC, such as 2026-11-25T10:05:00Z, or leave it out."));
      return absent;
    }
  }

  void refuse(String name, String value, String problem, String remedy) {
    violations.add(new Violation(name, value, problem, remedy));
  }

  /** Ends the request with status 400 when anything was wrong. */
  void check() {
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
  }
}

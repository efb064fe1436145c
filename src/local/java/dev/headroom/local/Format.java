package dev.headroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.fleet.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How {@code manage} answers about an org. */
enum Format {
  /** For a terminal. */
  TEXT,
  /** As the function {@code manage} answers. */
  JSON,
  /** As a page that needs nothing else. */
  HTML;

  /** The member that names it. */
  static final String MEMBER = "format";

  /** Text or JSON: what every action answers in. */
  static Format read(Map<String, String> members, List<Violation> violations) {
    return read(members, violations, List.of(TEXT, JSON));
  }

  /**
   * The one of {@code offered} that is asked for, the first without; a word that is none is a
   * violation.
   */
  static Format read(
      Map<String, String> members, List<Violation> violations, List<Format> offered) {
    Format first = offered.getFirst();
    String word = members.getOrDefault(MEMBER, first.word());
    for (Format format : offered) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    List<String> words = offered.stream().map(Format::word).toList();
    violations.add(
        new Violation(
            MEMBER, word, "is not a format", "Write " + String.join(" or ", words) + "."));
    return first;
  }

  /** {@code answer} as JSON for people to read. */
  static String json(Object answer) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer cannot be written", e);
    }
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

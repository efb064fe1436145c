package dev.headroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.fleet.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The output format of {@code manage} for answers about an org. */
enum Format {
  /** For a terminal. */
  TEXT,
  /** As answered by the function {@code manage}. */
  JSON,
  /** A self-contained page. */
  HTML,
  /** For a spreadsheet. */
  CSV;

  /** The member that names it. */
  static final String MEMBER = "format";

  /** Returns text or JSON, which every action supports. */
  static Format read(Map<String, String> members, List<Violation> violations) {
    return read(members, violations, List.of(TEXT, JSON));
  }

  /**
   * Returns the requested one of {@code offered}, the first by default; any other word is a
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

  /** Returns {@code answer} as JSON for people to read. */
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

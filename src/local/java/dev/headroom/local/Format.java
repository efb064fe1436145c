package dev.headroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.fleet.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How {@code manage} answers about an org. */
enum Format {
  /** For a terminal. */
  TEXT,
  /** As the function {@code manage} answers. */
  JSON;

  /** The member that names it. */
  static final String MEMBER = "format";

  /** The one that is asked for, {@link #TEXT} without; a word that is none is a violation. */
  static Format read(Map<String, String> members, List<Violation> violations) {
    String word = members.getOrDefault(MEMBER, TEXT.word());
    for (Format format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    List<String> words = Arrays.stream(values()).map(Format::word).toList();
    violations.add(
        new Violation(
            MEMBER, word, "is not a format", "Write " + String.join(" or ", words) + "."));
    return TEXT;
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

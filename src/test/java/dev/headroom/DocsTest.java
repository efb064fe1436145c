package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents that come with the source, and what the code says of them. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern NAMED = Pattern.compile("docs/[a-z0-9/-]+\\.md");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> sources = Files.walk(Path.of("src"))) {
      return Stream.of(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of),
              docs,
              sources)
          .flatMap(paths -> paths)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndAHeadingOfIt(Path document) {
    assertThat(
            LINK.matcher(text(document))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leadsSomewhere(document, link)))
        .as("dead links of %s", document)
        .isEmpty();
  }

  @Test
  void everyDocumentThatTheCodeNamesIsThere() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      assertThat(
              sources
                  .filter(path -> path.toString().endsWith(".java"))
                  .flatMap(path -> NAMED.matcher(text(path)).results().map(MatchResult::group))
                  .distinct())
          .isNotEmpty()
          .allMatch(name -> Files.isRegularFile(Path.of(name)), "is a file");
    }
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** The anchors that GitHub gives to the headings of a document. */
  private static Set<String> anchors(Path document) {
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(FENCED.matcher(text(document)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }

  private static String text(Path document) {
    try {
      return Files.readString(document, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(document + " cannot be read", e);
    }
  }
}

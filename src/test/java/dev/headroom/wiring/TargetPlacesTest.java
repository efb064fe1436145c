package dev.headroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.notify.TargetType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A kind of target is a folder and three other places: the list of kinds, its receiver in local
 * mode, and the reference. The schema of the manifest and the contract table are written from
 * these.
 */
class TargetPlacesTest {
  private static final Path NOTIFY = Path.of("src/main/java/dev/headroom/notify");
  private static final Path LIST = Path.of("src/main/java/dev/headroom/wiring/TargetTypes.java");
  private static final Path RECEIVERS = Path.of("src/local/java/dev/headroom/local/receiver");
  private static final Path REFERENCE = Path.of("docs/reference/targets.md");
  private static final Pattern USED = Pattern.compile("dev\\.headroom\\.notify\\.([a-z]+)\\.[A-Z]");

  /** Folders that are no kind's: those of all of them, and of stores and queues. */
  private static final Set<String> SHARED = Set.of("http", "dynamodb", "sqs");

  private static List<Path> sources() {
    try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
        Stream<Path> local = Files.walk(Path.of("src/local/java"))) {
      return Stream.concat(main, local).filter(f -> f.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(NOTIFY)) {
      return all.filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !SHARED.contains(name))
          .sorted()
          .toList();
    }
  }

  /** The kinds whose names the classes of a folder have. */
  private static Set<String> kinds(String folder) {
    return TargetTypes.ALL.stream()
        .map(TargetType::name)
        .filter(
            name ->
                sources().stream()
                    .filter(f -> f.startsWith(NOTIFY.resolve(folder)))
                    .anyMatch(f -> text(f).contains("\"" + name + "\"")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nothingButTheListAndItsReceiversUsesTheFolderOfAKind(String folder) {
    Set<String> kinds = kinds(folder);
    assertThat(kinds).isNotEmpty();
    Set<Path> users = new TreeSet<>();
    for (Path file : sources()) {
      Matcher used = USED.matcher(text(file));
      while (used.find()) {
        if (used.group(1).equals(folder) && !file.startsWith(NOTIFY.resolve(folder))) {
          users.add(file);
        }
      }
    }
    assertThat(users.remove(LIST)).isTrue();
    assertThat(users)
        .as("receivers of " + kinds)
        .hasSize(kinds.size())
        .allMatch(file -> file.startsWith(RECEIVERS));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aKindIsNamedInItsFolderAndInTheReference(String kind) {
    assertThat(sources())
        .filteredOn(file -> !file.startsWith(NOTIFY) && !file.startsWith(RECEIVERS))
        .filteredOn(file -> text(file).contains("\"" + kind + "\""))
        .isEmpty();
    assertThat(text(REFERENCE)).contains("| `" + kind + "` |");
    assertThat(text(Path.of("docs/reference/contract.md"))).contains("| `" + kind + "` |");
  }

  static Stream<String> names() {
    return TargetTypes.ALL.stream().map(TargetType::name);
  }
}

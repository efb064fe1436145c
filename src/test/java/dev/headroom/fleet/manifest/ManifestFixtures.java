package dev.headroom.fleet.manifest;

import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The manifests under {@code src/test/resources/manifest}. */
final class ManifestFixtures {
  private static final Path FOLDER = Path.of("src/test/resources/manifest");

  private ManifestFixtures() {}

  static List<Path> valid() {
    return yaml("valid");
  }

  static List<Path> invalid() {
    return yaml("invalid");
  }

  private static List<Path> yaml(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static YamlManifestReader reader() {
    return new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
  }
}

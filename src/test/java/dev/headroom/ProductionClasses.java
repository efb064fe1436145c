package dev.headroom;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that rules of the architecture hold for: those of the artifact and those of local
 * mode. The build compiles local mode beside the tests, so a class counts by where its source is,
 * not by where its bytes are.
 */
final class ProductionClasses {
  private static final Path LOCAL_SOURCES = Path.of("src/local/java");
  private static final Pattern LOCAL =
      Pattern.compile("/(dev/headroom/local/(?:[^/]+/)*[^/$]+)(?:\\$[^/]*)?\\.class$");
  private static final ImportOption MAIN = new ImportOption.DoNotIncludeTests();

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(location -> MAIN.includes(location) || isLocal(location))
          .importPackages("dev.headroom");

  private ProductionClasses() {}

  static JavaClasses all() {
    return ALL;
  }

  private static boolean isLocal(Location location) {
    Matcher local = LOCAL.matcher(location.asURI().getPath());
    return local.find() && Files.exists(LOCAL_SOURCES.resolve(local.group(1) + ".java"));
  }
}

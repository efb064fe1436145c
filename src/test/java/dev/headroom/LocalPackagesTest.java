package dev.headroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direction of the packages of local mode. */
class LocalPackagesTest {
  private static final String BASE = "dev.headroom.local";
  private static final Path SOURCES = Path.of("src/local/java");
  private static final JavaClasses PRODUCTION = ProductionClasses.all();

  /** In the order of their dependencies: a package uses those before it. */
  private static final List<String> ORDER =
      List.of(
          "file",
          "clock",
          "config",
          "console",
          "receiver",
          "preview",
          "running",
          "guard",
          "dynamodb",
          "queue",
          "health",
          "state",
          "metrics",
          "simulator",
          "web");

  static Stream<String> order() {
    return ORDER.stream();
  }

  @Test
  void everyClassOfLocalModeIsUnderTheRules() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Set<String> sources =
          files
              .map(file -> SOURCES.relativize(file).toString())
              .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
              .map(file -> file.replace(".java", "").replace('/', '.'))
              .collect(Collectors.toSet());
      Set<String> seen =
          PRODUCTION.stream().map(JavaClass::getFullName).collect(Collectors.toSet());
      assertThat(sources).hasSizeGreaterThan(100);
      assertThat(seen).containsAll(sources);
    }
  }

  @Test
  void noTestIsUnderThem() {
    assertThat(PRODUCTION.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> name.endsWith("Test") || name.endsWith("IT"));
  }

  @Test
  void everyPackageHasItsPlace() {
    assertThat(
            PRODUCTION.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(BASE + "."))
                .map(name -> name.substring(BASE.length() + 1).split("\\.", 2)[0])
                .distinct())
        .allMatch(ORDER::contains, "is in the order of packages");
  }

  @ParameterizedTest
  @MethodSource("order")
  void aPackageUsesThoseBeforeIt(String name) {
    String[] later =
        ORDER.stream()
            .skip(ORDER.indexOf(name) + 1L)
            .map(after -> BASE + "." + after + "..")
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(BASE + "." + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(PRODUCTION);
    }
  }

  @Test
  void nothingUsesTheProgramItself() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".(*)..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE)
        .check(PRODUCTION);
  }

  @Test
  void thereIsNoCircle() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }
}

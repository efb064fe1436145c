package dev.headroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direction of packages: a package uses those before it, never one after it. */
class PackagesTest {
  private static final String BASE = "dev.headroom.";

  /** The domain, in the order of its dependencies. */
  private static final List<String> ORDER =
      List.of(
          "org",
          "auth",
          "spend",
          "limits",
          "history",
          "forecast",
          "alert",
          "words",
          "notify",
          "usage",
          "access",
          "export",
          "fleet",
          "backtest",
          "whatif",
          "report",
          "cycle",
          "function");

  /** Rooms within a package of the domain, in the order of their dependencies. */
  private static final List<String> ROOMS =
      List.of(
          "forecast.model",
          "report.words",
          "cycle.job",
          "cycle.poll",
          "cycle.export",
          "cycle.tell",
          "cycle.attribute",
          "cycle.watch",
          "cycle.ask",
          "cycle.audit");

  private static final String[] OUTER = {BASE + "wiring..", BASE + "local.."};

  private static final JavaClasses PRODUCTION = ProductionClasses.all();

  static Stream<String> order() {
    return ORDER.stream();
  }

  static Stream<String> domain() {
    return Stream.concat(ORDER.stream(), ROOMS.stream());
  }

  @Test
  void everyPackageHasItsPlace() {
    var known =
        Stream.concat(
                ORDER.stream(), Stream.of("http", "dynamodb", "sqs", "config", "wiring", "local"))
            .toList();
    assertThat(PRODUCTION.stream().map(c -> topLevel(c.getPackageName())).distinct())
        .isNotEmpty()
        .allMatch(known::contains, "is in the order of packages");
  }

  @ParameterizedTest
  @MethodSource("order")
  void aPackageAndItsAdaptersUseOnlyWhatComesBefore(String name) {
    String[] later =
        ORDER.stream()
            .skip(ORDER.indexOf(name) + 1L)
            .map(after -> BASE + after + "..")
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(BASE + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(PRODUCTION);
    }
    noClasses()
        .that()
        .resideInAPackage(BASE + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(OUTER)
        .check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("domain")
  void theDomainImportsTheJdkJSpecifyAndItself(String name) {
    if (name.equals("function")) {
      return; // its classes carry Funqy's and CDI's annotations
    }
    classes()
        .that()
        .resideInAPackage(BASE + name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..")
                .or(resideInAnyPackage(domain().map(p -> BASE + p).toArray(String[]::new))))
        .check(PRODUCTION);
  }

  @Test
  void theEstimatorsServeTheForecastAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "forecast", BASE + "forecast.model")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "forecast.model")
        .check(PRODUCTION);
  }

  @Test
  void oneClassStandsForTheEstimators() {
    classes()
        .that()
        .resideInAPackage(BASE + "forecast.model")
        .and()
        .doNotHaveSimpleName("LimitModel")
        .and()
        .areTopLevelClasses()
        .should()
        .notBePublic()
        .check(PRODUCTION);
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(BASE + "forecast..")
        .and()
        .areNotStatic()
        .should()
        .bePublic()
        .check(PRODUCTION);
  }

  @Test
  void aJobUsesTheJobsBeforeIt() {
    List<String> jobs = ROOMS.stream().filter(room -> room.startsWith("cycle.")).toList();
    for (int i = 0; i < jobs.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(BASE + jobs.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              jobs.subList(i + 1, jobs.size()).stream()
                  .map(later -> BASE + later + "..")
                  .toArray(String[]::new))
          .check(PRODUCTION);
    }
  }

  @Test
  void sharedAdapterSupportKnowsOnlyOrgsAndTheirAccess() {
    String[] others =
        Stream.concat(ORDER.stream().skip(2), Stream.of("wiring", "local"))
            .map(name -> BASE + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(BASE + "http..", BASE + "dynamodb..", BASE + "sqs..", BASE + "config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(PRODUCTION);
  }

  @Test
  void nothingReadsTheWallClockAndOnlyTheStoresBackoffSleeps() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(PRODUCTION);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BASE + "dynamodb.StoreCalls")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .check(PRODUCTION);
  }

  @Test
  void beansAreInjectedThroughConstructors() {
    noMethods().should().beAnnotatedWith(jakarta.inject.Inject.class).check(PRODUCTION);
    noFields().should().beAnnotatedWith(jakarta.inject.Inject.class).check(PRODUCTION);
  }

  private static String topLevel(String packageName) {
    if (!packageName.startsWith(BASE)) {
      return packageName;
    }
    String rest = packageName.substring(BASE.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}

package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs together is a record, not a row of parameters. */
class ParameterCountTest {
  private static final int MAX_PARAMETERS = 7;

  @Test
  void nothingTakesMoreThanSevenParametersButARecordsComponents() {
    List<String> tooMany =
        ProductionClasses.all().stream()
            .flatMap(c -> c.getCodeUnits().stream())
            .filter(unit -> !isMadeByTheCompiler(unit))
            .filter(unit -> written(unit) > MAX_PARAMETERS)
            .map(JavaCodeUnit::getFullName)
            .toList();
    assertThat(tooMany).isEmpty();
  }

  /** Lambdas and bridges take what they close over; a record's constructor its components. */
  private static boolean isMadeByTheCompiler(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    return unit.getModifiers().contains(JavaModifier.SYNTHETIC)
        || (unit instanceof JavaConstructor && (owner.isRecord() || owner.isAnonymousClass()));
  }

  /** Parameters as they are in the source: an enum's constructor has two more. */
  private static int written(JavaCodeUnit unit) {
    int all = unit.getRawParameterTypes().size();
    return unit instanceof JavaConstructor && unit.getOwner().isEnum() ? all - 2 : all;
  }
}

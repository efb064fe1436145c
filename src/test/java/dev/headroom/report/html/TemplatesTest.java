package dev.headroom.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates read records by reflection, which a native executable allows only where told to. */
class TemplatesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Frame.class,
        AccessFleetPage.class,
        AccessPage.class,
        AlertPage.class,
        AlertsPage.class,
        BacktestForm.class,
        BacktestPage.class,
        FleetPage.class,
        FleetPage.Row.class,
        IntegrationPage.class,
        LockOutPage.class,
        NumbersPage.class,
        NotePage.class,
        OrgPage.class,
        PastDays.class,
        PausePage.class,
        RunbookPage.class,
        SavingsPage.class,
        TargetsPage.class,
        UsagePage.class,
        WhatIfPage.class
      })
  void everyRecordThatATemplateReadsIsRegistered(Class<?> page) {
    Set<Class<?>> read = new LinkedHashSet<>();
    records(page, read);
    assertThat(read)
        .contains(page)
        .allSatisfy(type -> assertThat(type).hasAnnotation(RegisterForReflection.class));
  }

  private static void records(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      List.of(generic.getActualTypeArguments()).forEach(t -> records(t, found));
    } else if (type instanceof Class<?> c
        && c.isRecord()
        && c.getPackageName().startsWith("dev.headroom.report")
        && found.add(c)) {
      for (RecordComponent component : c.getRecordComponents()) {
        records(component.getGenericType(), found);
      }
    }
  }
}

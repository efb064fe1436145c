package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import dev.headroom.usage.AdviceRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceSectionTest {
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme}]
      orgs:
        - id: acme-prod
          tenant: acme
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: k, clientSecret: "env:S"}
      """;

  private static AdviceRule advice(String text) {
    return ((Manifest.Valid) ManifestFixtures.reader().read(text)).fleet().advice();
  }

  @Test
  void whatIsWorthAMessageIsReadAndHasADefault() {
    assertThat(advice(FLEET)).isEqualTo(AdviceRule.DEFAULT);
    assertThat(advice(FLEET + "advice: {}\n")).isEqualTo(AdviceRule.DEFAULT);
    assertThat(
            advice(ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml"))))
        .isEqualTo(new AdviceRule(1.5));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | advice | is a list",
        "{minSavingPercent: two} | advice.minSavingPercent | is text",
        "{minSavingPercent: 0} | advice.minSavingPercent | is not from 0.1 to 100",
        "{minSavingPercent: 101} | advice.minSavingPercent | is not from 0.1 to 100",
        "{minSavings: 2} | advice.minSavings | is not a member"
      })
  void whatIsWrongIsSaidWithItsPath(String entry, String path, String problem) {
    List<Violation> violations =
        switch (ManifestFixtures.reader().read(FLEET + "advice: " + entry + "\n")) {
          case Manifest.Valid valid -> List.of();
          case Manifest.Invalid(var all) -> all;
        };

    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo(path))
        .satisfies(v -> assertThat(v.problem()).contains(problem));
  }
}

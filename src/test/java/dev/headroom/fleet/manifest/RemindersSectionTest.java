package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Reminders;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemindersSectionTest {
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

  private static Reminders reminders(String text) {
    return ((Manifest.Valid) ManifestFixtures.reader().read(text)).fleet().telling().reminders();
  }

  @Test
  void noManifestIsRemindedUntilItAsksForIt() {
    assertThat(reminders(FLEET)).isEqualTo(Reminders.OFF);
    assertThat(reminders(FLEET + "reminders: {}\n"))
        .isEqualTo(new Reminders(Duration.ofHours(24), Duration.ofHours(4)));
    assertThat(
            reminders(
                ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml"))))
        .isEqualTo(new Reminders(null, Duration.ofHours(2)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | reminders | is a list",
        "{attention: soon} | reminders.attention | is not a duration",
        "{attention: 24} | reminders.attention | is a number",
        "{escalation: PT5M} | reminders.escalation | is not from PT15M to P30D",
        "{escalation: P31D} | reminders.escalation | is not from PT15M to P30D",
        "{exhausted: PT1H} | reminders.exhausted | is not a member"
      })
  void whatIsWrongIsSaidWithItsPath(String entry, String path, String problem) {
    List<Violation> violations =
        switch (ManifestFixtures.reader().read(FLEET + "reminders: " + entry + "\n")) {
          case Manifest.Valid valid -> List.of();
          case Manifest.Invalid(var all) -> all;
        };

    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo(path))
        .satisfies(v -> assertThat(v.problem()).contains(problem));
  }
}

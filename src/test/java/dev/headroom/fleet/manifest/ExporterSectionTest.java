package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.TargetTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExporterSectionTest {
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

  private static List<ExporterRule> exporters(String text) {
    return ((Manifest.Valid) ManifestFixtures.reader().read(text)).fleet().exporters();
  }

  @Test
  void exportersAreReadWithTheirSettingsAndTheirMatch() {
    assertThat(exporters(FLEET)).isEmpty();
    List<ExporterRule> read =
        exporters(ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml")));
    assertThat(read)
        .extracting(ExporterRule::type)
        .containsExactly("splunk-metrics", "datadog-metrics", "newrelic", "otlp", "cloudwatch");
    assertThat(read.get(0))
        .isEqualTo(
            new ExporterRule(
                "hec",
                "splunk-metrics",
                Map.of(
                    "url", "https://splunk.acme.com:8443", "token", "env:HEC_TOKEN", "index", "sf"),
                new ExportMatch(List.of(), Map.of("env", "prod"), null, List.of(), List.of())));
    assertThat(read.get(1).match().integrations()).containsExactly("erp", "app-*");
    assertThat(read.get(2).match()).isEqualTo(ExportMatch.ALL);
    assertThat(read.get(4).match())
        .isEqualTo(
            new ExportMatch(
                List.of("acme-prod"), Map.of(), null, List.of("DailyApiRequests"), List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: x} | exporters[0].type | is missing",
        "{id: x, type: webhook} | exporters[0].type | is not a type of exporter",
        "{id: x, type: newrelic, apiKey: plain} | exporters[0].apiKey | is not a reference",
        "{id: x, type: otlp, url: \"http://a.example.com\"} | exporters[0].url | may not be called",
        "{id: x, type: otlp, url: \"https://a.example.com\", token: t} | exporters[0].token | is"
            + " not a member",
        "{id: x, type: otlp, url: \"https://a.example.com\", match: {orgs: [b]}} |"
            + " exporters[0].match.orgs[0] | names an org",
        "{id: x, type: otlp, url: \"https://a.example.com\", match: {limits: []}} |"
            + " exporters[0].match.limits | is an empty list",
        "{id: x, type: otlp, url: \"https://a.example.com\", match: {integrations: []}} |"
            + " exporters[0].match.integrations | is an empty list",
        "{id: x, type: cloudwatch, region: eu-west-1, match: {orgs: [acme-prod], limits:"
            + " [DailyApiRequests], integrations: [erp]}} | exporters[0].match.integrations | is"
            + " not a member",
        "{id: x, type: cloudwatch, region: eu-west-1} | exporters[0].match | is missing",
        "{id: x, type: cloudwatch, region: eu-west-1, match: {orgs: [acme-prod]}} |"
            + " exporters[0].match.limits | is missing",
        "{id: x, type: cloudwatch, region: eu-west-1, match: {orgs: [acme-prod], limits:"
            + " [\"Daily*\"]}} | exporters[0].match.limits[0] | is a pattern",
      })
  void whatIsWrongIsSaidWithItsPath(String entry, String path, String problem) {
    List<Violation> violations =
        switch (ManifestFixtures.reader().read(FLEET + "exporters: [" + entry + "]\n")) {
          case Manifest.Valid valid -> List.of();
          case Manifest.Invalid(var all) -> all;
        };
    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo(path))
        .satisfies(v -> assertThat(v.problem()).contains(problem));
  }

  @Test
  void whereNothingIsShippedExportersAreAWarning() {
    String text = FLEET + "exporters: [{id: x, type: otlp, url: \"https://a.example.com\"}]\n";
    for (boolean ships : List.of(true, false)) {
      YamlManifestReader reader =
          new YamlManifestReader(
              new EgressPolicy(false), TargetTypes.ALL, Duration.ofMinutes(5), List.of(), ships);
      assertThat(((Manifest.Valid) reader.read(text)).warnings())
          .filteredOn(w -> w.path().equals("exporters"))
          .hasSize(ships ? 0 : 1)
          .allMatch(w -> w.remedy().contains("Exporters=on"));
    }
  }

  @Test
  void cloudWatchTakesAtMostFiveHundredLimits() {
    String limits =
        String.join(", ", java.util.stream.IntStream.range(0, 501).mapToObj(i -> "L" + i).toList());
    assertThat(
            ManifestFixtures.reader()
                .read(
                    FLEET
                        + "exporters: [{id: x, type: cloudwatch, region: eu-west-1, match: {orgs:"
                        + " [acme-prod], limits: ["
                        + limits
                        + "]}}]\n"))
        .isInstanceOfSatisfying(
            Manifest.Invalid.class,
            invalid ->
                assertThat(invalid.violations().getFirst().problem())
                    .isEqualTo("names 1 orgs x 501 limits, more than 500"));
  }
}

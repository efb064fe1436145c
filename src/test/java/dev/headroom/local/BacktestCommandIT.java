package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Tables;
import dev.headroom.forecast.Histories;
import dev.headroom.forecast.Histories.Row;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line over a data folder that holds four weeks of an org that ran out once. */
class BacktestCommandIT {
  private static final long MAX = 100_000;
  private static final Duration RETENTION = Duration.ofDays(60);
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme}]
      orgs:
        - id: acme-prod
          tenant: acme
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: "x", clientSecret: "env:ACME"}
      policies: [{match: {limits: ["DailyApi*"]}, attention: %s, escalation: 80}]
      """;

  @TempDir static Path temp;

  /** A Monday, not longer ago than five weeks. */
  private static Instant monday = Instant.EPOCH;

  private final Map<String, String> keys = keys();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void storeHistory() throws IOException {
    Path manifest = Files.writeString(temp.resolve("fleet.yaml"), FLEET.formatted(60));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(told, true, StandardCharsets.UTF_8);
    assertThat(command(keys()).run(List.of("apply", manifest.toString()), print, print)).isZero();
    Duration week = Duration.ofDays(7);
    Duration ago = Duration.between(Histories.MONDAY, InstantSource.system().instant());
    Duration shift = week.multipliedBy(ago.dividedBy(week) - 4);
    monday = Histories.MONDAY.plus(shift);
    try (Stores stores = Stores.open(temp.resolve("data"), Tables.DEFAULT, RETENTION)) {
      for (Row row : ranOut()) {
        if (row.at().getEpochSecond() % 900 == 0) {
          TreeMap<LimitName, Reading> all = new TreeMap<>();
          all.put(LimitName.DAILY_API_REQUESTS, row.reading());
          all.put(new LimitName("DataStorageMB"), Reading.ofUsed(9, 20_000));
          stores
              .history()
              .put(
                  new OrgId("acme-prod"),
                  new Sample(row.at().plus(shift), new Snapshot(all, true)));
        }
      }
    }
  }

  /** A surge on the Tuesday of the fourth week, from 09:00 GMT. */
  private static List<Row> ranOut() {
    LongToDoubleFunction usual = Histories.office(40_000);
    long from =
        Histories.MONDAY.plus(Duration.ofDays(22)).plus(Duration.ofHours(9)).getEpochSecond();
    return Histories.rollingDay(t -> usual.applyAsDouble(t) + (t >= from ? 1200 : 0), MAX, 23, 1)
        .stream()
        .map(r -> new Row(r.at(), Reading.ofUsed(Math.min(r.reading().used(), MAX), MAX)))
        .toList();
  }

  @Test
  void whatWouldHaveBeenToldIsToldInWords() {
    assertThat(run("backtest", "acme-prod", "--from", monday.toString())).isZero();
    assertThat(text(err)).isEmpty();
    assertThat(text(out))
        .containsSubsequence(
            "With this policy you would have had ",
            " in 23 days, ",
            "a page: it ended in exhaustion.")
        .contains("A limit ran out once, and an alert was open before, ")
        .contains("acme-prod: " + monday + " to ", "4,416 readings of 2 limits")
        .containsPattern("headroom +1 +1 +\\d+ h \\d+ min +\\d+ +1 +1 +0 +0.0 +\\d\\d % / \\d\\d %")
        .contains("DailyApiRequests (rolling-24h): attention 60, escalation 80, recoverBelow 5")
        .contains("projection 12 h / 4 h")
        .contains("No alert and no exhaustion of 1 other limits.");
  }

  @Test
  void theSameAsJson() throws IOException {
    assertThat(run("backtest", "acme-prod", "--from", monday.toString(), "--format", "json"))
        .isZero();
    JsonNode answer = new ObjectMapper().readTree(text(out));
    assertThat(answer.at("/org").asText()).isEqualTo("acme-prod");
    assertThat(answer.at("/summary").asText()).startsWith("With this policy");
    assertThat(answer.at("/history/slots").asInt()).isEqualTo(2208);
    assertThat(answer.at("/history/tooShort").isNull()).isTrue();
    assertThat(answer.at("/methods").fieldNames())
        .toIterable()
        .containsExactly("headroom", "thresholds", "linear", "seasonal");
    assertThat(answer.at("/methods/headroom/realPages").asInt()).isOne();
    assertThat(answer.at("/events")).hasSize(1);
    assertThat(answer.at("/events/0/warnings/headroom/leadMinutes").asLong()).isPositive();
    assertThat(answer.at("/limits/0/alerts/0/outcome").asText()).isEqualTo("real");
    assertThat(answer.at("/quietLimits").asInt()).isOne();
  }

  @Test
  void theSameAsOnePageThatStandsAlone() {
    assertThat(run("backtest", "acme-prod", "--from", monday.toString(), "--format", "html"))
        .isZero();
    assertThat(text(out))
        .startsWith("<!DOCTYPE html>")
        .contains(
            "With this policy you would have had ",
            " in 23 days, ",
            "a page: it ended in exhaustion.")
        .contains(
            "<th role=\"rowheader\" scope=\"row\">headroom <small>its forecasts, with this policy</small></th>")
        .contains("Daily API requests <small>last 24 hours; attention 60, escalation 80")
        .contains("--page: #f5f4f0")
        .doesNotContain("href=")
        .doesNotContain("src=")
        .doesNotContain("{page")
        .doesNotContain("NOT_FOUND");
  }

  @Test
  void otherThresholdsAndAnotherManifestCanBeTried() throws IOException {
    assertThat(
            run(
                "backtest",
                "acme-prod",
                "--from=" + monday,
                "--limit=Daily*",
                "--attention=99",
                "--escalation=99.5",
                "--projection=off"))
        .isZero();
    assertThat(text(out)).contains("attention 99, escalation 99.5", "projection off");
    out.reset();
    Path other = Files.writeString(temp.resolve("other.yaml"), FLEET.formatted(30));
    assertThat(run("backtest", "acme-prod", "--from=" + monday, "--manifest", other.toString()))
        .isZero();
    assertThat(text(out)).contains("DailyApiRequests (rolling-24h): attention 30, escalation 80");
  }

  @Test
  void everyProblemIsReportedOnALineOfItsOwn() throws IOException {
    assertThat(
            run(
                "backtest",
                "no-such-org",
                "--from=x",
                "--recover-below=y",
                "--for=10m",
                "--page-from=50",
                "--projection-attention=1x",
                "--format=xml",
                "--manifest=" + temp.resolve("missing.yaml")))
        .isEqualTo(2);
    assertThat(text(out).lines())
        .hasSize(8)
        .anyMatch(l -> l.startsWith("--from: is not an instant (found: x). Write ISO 8601"))
        .anyMatch(l -> l.startsWith("--recover-below: is not a number (found: y)."))
        .anyMatch(l -> l.startsWith("--for: is not a duration (found: 10m)."))
        .anyMatch(l -> l.startsWith("--page-from: is not from 0 to 1 (found: 50)."))
        .anyMatch(l -> l.startsWith("--projection-attention: is not a duration (found: 1x)."))
        .anyMatch(
            l ->
                l.startsWith("--format: is not a format (found: xml). Write text or json or html."))
        .anyMatch(l -> l.startsWith("--manifest: gives no text"))
        .anyMatch(l -> l.startsWith("org: is neither in the fleet nor in the manifest"));
    out.reset();
    assertThat(run("backtest", "acme-prod", "--no-such", "1", "--limit")).isEqualTo(2);
    assertThat(text(out).lines()).hasSize(2);
    out.reset();
    assertThat(run("backtest", "acme-prod", "--to", "2020-01-01T00:00:00Z")).isZero();
    assertThat(text(out).strip()).isEqualTo("There is no history in this time.");
  }

  @Test
  void withoutAnOrgOrADataFolderItSaysWhatIsMissing() {
    assertThat(run("backtest")).isEqualTo(2);
    assertThat(text(err)).startsWith("usage: manage backtest <org> [--limit ...] [--from ...]");
    err.reset();
    keys.remove("headroom.local.data");
    assertThat(run("backtest", "acme-prod")).isEqualTo(2);
    assertThat(text(err)).startsWith("there is no data folder (headroom.local.data)");
  }

  private static Map<String, String> keys() {
    return new HashMap<>(
        Map.of(
            "headroom.local.data",
            temp.resolve("data").toString(),
            "headroom.history.raw-retention",
            "P60D"));
  }

  private static ManageCommand command(Map<String, String> keys) {
    return new ManageCommand(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(keys, "test", 100))
            .build());
  }

  private int run(String... args) {
    return command(keys)
        .run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}

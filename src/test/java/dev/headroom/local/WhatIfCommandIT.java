package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.UsageDays;
import dev.headroom.usage.UsageStore.Memory;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfCommandIT {
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme Ltd}]
      orgs:
        - {id: acme-prod, tenant: acme, loginUrl: "https://acme.my.salesforce.com",
           auth: {type: client-credentials, clientId: "3MVG9", clientSecret: "env:S"}}
      """;

  @TempDir static Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void storeHistory() throws IOException {
    Path manifest = Files.writeString(temp.resolve("fleet.yaml"), FLEET);
    assertThat(new WhatIfCommandIT().run("apply", manifest.toString())).isZero();
    Instant now = InstantSource.system().instant();
    Instant hour = Instant.ofEpochSecond(now.getEpochSecond() / 3600 * 3600);
    UsageDays days = new UsageDays(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(7));
    for (int i = 0; i < 7; i++) {
      days.day(0, "bi 4000");
    }
    try (Stores stores = Stores.open(temp.resolve("data"), Tables.DEFAULT, Duration.ofDays(60))) {
      stores
          .usage()
          .save(
              new OrgId("acme-prod"),
              Memory.NONE,
              IntegrationRegistry.NONE,
              days.list(),
              List.of());
      for (int h = 24 * 20; h >= 0; h--) {
        TreeMap<LimitName, Reading> all = new TreeMap<>();
        all.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(60_000, 100_000));
        stores
            .history()
            .put(
                new OrgId("acme-prod"),
                new Sample(hour.minus(Duration.ofHours(h)), new Snapshot(all, true)));
      }
    }
  }

  @Test
  void aNewIntegrationIsAnsweredInWords() {
    assertThat(run("what-if", "acme-prod", "--calls", "50000", "--days", "7")).isZero();

    assertThat(lines()[0])
        .startsWith("DailyApiRequests would peak at 110,000 of 100,000 (110.0 %) on ")
        .contains(", instead of 60,000 of 100,000 (60.0 %). With this change it could run out on ")
        .contains("Without it: never.");
    assertThat(lines()).hasSize(10);
    assertThat(lines()[8]).matches("\\w{3} \\d{4}-\\d\\d-\\d\\d +60.0 % +110.0 % +[23] of [23]");
  }

  @Test
  void anAddOnAndAMovedBatchAreAnsweredInJson() throws IOException {
    assertThat(
            run(
                "what-if",
                "acme-prod",
                "--add-on=20000",
                "--move",
                "9000",
                "--move-from",
                "02:00-03:00",
                "--move-by",
                "-PT1H",
                "--format",
                "json"))
        .isZero();

    JsonNode answer = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(answer.at("/limit").asText()).isEqualTo("DailyApiRequests");
    assertThat(answer.at("/unknown").isNull()).isTrue();
    assertThat(answer.at("/before/max").asLong()).isEqualTo(100_000);
    assertThat(answer.at("/after/max").asLong()).isEqualTo(120_000);
    assertThat(answer.at("/after/daysAtRisk")).isEmpty();
    assertThat(answer.at("/after/firstExhaustion").isNull()).isTrue();
    assertThat(answer.at("/days")).hasSize(14);
  }

  @Test
  void withoutAnIntegrationItsCallsStayAway() {
    assertThat(run("what-if", "acme-prod", "--without", "the bi", "--days", "3")).isZero();

    // How much of them is gone by the peak depends on the time of day.
    assertThat(lines()[0])
        .matches("DailyApiRequests would peak at (5[6-9],\\d{3}|60,000) of 100,000.*");
    assertThat(lines()[1]).startsWith("The bi makes 4,000 calls on an average day (of 7 days);");
  }

  @Test
  void anUnknownIntegrationIsToldOfWithThoseThereAre() {
    assertThat(run("what-if", "acme-prod", "--bulk", "crm", "--move-integration", "erp"))
        .isEqualTo(2);

    assertThat(lines())
        .containsExactlyInAnyOrder(
            "--move-by: is missing. It says by how much the calls are moved.",
            "--bulk: is no integration of this org (found: crm). Write the id or the name of one:"
                + " The bi.");
  }

  @Test
  void allProblemsOfOptionsAreReportedAtOnce() {
    assertThat(
            run("what-if", "nobody", "--calls", "few", "--move-from", "night", "--format", "xml"))
        .isEqualTo(2);

    assertThat(lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("org: is not in the fleet (found: nobody)."))
        .anyMatch(line -> line.startsWith("--calls: is not a whole number from "))
        .anyMatch(line -> line.startsWith("--move: is missing"))
        .anyMatch(line -> line.startsWith("--format: is not a format"));
  }

  @Test
  void aLimitThatWasNeverReadIsUnknownAndSaysSo() {
    assertThat(run("what-if", "acme-prod", "--limit", "DataStorageMB", "--calls", "1")).isZero();

    assertThat(lines())
        .containsExactly(
            "DataStorageMB cannot be projected. There is no reading of it in the last 28 days.");
  }

  private int run(String... args) {
    Map<String, String> keys =
        Map.of(
            "headroom.local.data",
            temp.resolve("data").toString(),
            "headroom.history.raw-retention",
            "P60D");
    return new ManageCommand(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .build())
        .run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).strip().split("\n", -1);
  }
}

package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Orgs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestResourcesTest {

  private final SimulatedOrg org =
      Orgs.withSecret(
          1,
          Edition.ENTERPRISE_SANDBOX,
          EditionLimits.of(Edition.ENTERPRISE, 1, 0, 1, Orgs.minute(NOON) - 5 * 1440, List.of()));
  private final Simulator simulator =
      new Simulator(List.of(org), new ManualClock(NOON), InstantSource.system(), 0);
  private SimulatorClient client = start();
  private String token = "";

  private SimulatorClient start() {
    try {
      simulator.start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new SimulatorClient(simulator);
  }

  @BeforeEach
  void logIn() {
    client = new SimulatorClient(simulator);
    token = client.token(org);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theVersionListNeedsNoTokenAndTellsNoUsage() {
    for (String path : List.of("/services/data", "/services/data/")) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Sforce-Limit-Info")).isEmpty();
      JsonNode versions = SimulatorClient.json(response);
      assertThat(versions.path(0).path("version").asText()).isEqualTo("31.0");
      assertThat(versions)
          .contains(
              SimulatorClient.json(
                  "{\"label\":\"Winter '25\",\"url\":\"/services/data/v62.0\",\"version\":\"62.0\"}"));
      assertThat(versions.path(versions.size() - 1))
          .isEqualTo(
              SimulatorClient.json(
                  "{\"label\":\"Summer '26\",\"url\":\"/services/data/v67.0\",\"version\":\"67.0\"}"));
    }
  }

  @Test
  void limitsComeWithAndWithoutASlashAndWithTheHeader() {
    for (String path : List.of("/services/data/v62.0/limits", "/services/data/v62.0/limits/")) {
      HttpResponse<String> response = client.getAs(token, path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/json;charset=UTF-8");
      assertThat(response.headers().firstValue("Sforce-Limit-Info").orElseThrow())
          .matches("api-usage=\\d+/145000");
      JsonNode limits = SimulatorClient.json(response);
      assertThat(limits.size()).isEqualTo(75);
      assertThat(limits.path("HourlyDashboardStatuses").path("Max").asLong())
          .isEqualTo(999_999_999);
      assertThat(limits.path("PrivateConnectOutboundCalloutHourlyLimitMB"))
          .isEqualTo(SimulatorClient.json("{\"Max\":0,\"Remaining\":0}"));
      assertThat(limits.path("PermissionSets").path("CreateCustom").path("Max").asLong())
          .isEqualTo(1_000);
    }
  }

  @Test
  void everyEntryHasBothNumbersAndNoneIsOverrunByItself() {
    client
        .limits(token)
        .properties()
        .forEach(
            entry -> {
              long max = entry.getValue().path("Max").asLong(-1);
              long remaining = entry.getValue().path("Remaining").asLong(-1);
              assertThat(max).as(entry.getKey()).isNotNegative();
              assertThat(remaining).as(entry.getKey()).isBetween(0L, max);
            });
  }

  @Test
  void olderVersionsUseOlderNames() {
    List<String> names = new ArrayList<>();
    SimulatorClient.json(client.getAs(token, "/services/data/v47.0/limits"))
        .fieldNames()
        .forEachRemaining(names::add);
    assertThat(names)
        .contains("DailyBulkApiRequests", "MonthlyPlatformEvents")
        .doesNotContain("DailyBulkApiBatches", "MonthlyPlatformEventsUsageEntitlement");
  }

  @Test
  void aRetiredOrUnknownVersionIsReported() {
    assertThat(client.getAs(token, "/services/data/v30.0/limits").statusCode()).isEqualTo(410);
    assertThat(client.getAs(token, "/services/data/v21.0/limits").statusCode()).isEqualTo(410);
    for (String path :
        List.of("/services/data/v20.0/limits", "/services/data/v99.0/limits", "/x")) {
      HttpResponse<String> response = client.getAs(token, path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(SimulatorClient.json(response))
          .isEqualTo(
              SimulatorClient.json(
                  "[{\"message\":\"The requested resource does not exist\","
                      + "\"errorCode\":\"NOT_FOUND\"}]"));
    }
  }

  @Test
  void aCallWithoutAGoodTokenIsRefused() {
    assertThat(client.get("/services/data/v62.0/limits").statusCode()).isEqualTo(401);
    assertThat(client.getAs("00D000000000001!AQ", "/services/data/v62.0/limits").statusCode())
        .isEqualTo(401);
    assertThat(
            client
                .get("/services/data/v62.0/limits", "Authorization", "OAuth " + token)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theOrganizationAnswersWithTheFieldsAsked() {
    JsonNode result =
        SimulatorClient.json(
            client.getAs(
                token,
                "/services/data/v62.0/query?q=SELECT%20Name,%20InstanceName,%20IsSandbox,%20"
                    + "TrialExpirationDate,%20NamespacePrefix,%20OrganizationType%20FROM%20"
                    + "Organization"));
    assertThat(result.path("totalSize").asInt()).isEqualTo(1);
    JsonNode row = result.path("records").path(0);
    assertThat(row.path("Name").asText()).isEqualTo("Org 1");
    assertThat(row.path("IsSandbox").asBoolean()).isTrue();
    assertThat(row.path("OrganizationType").asText()).isEqualTo("Enterprise Edition");
    assertThat(row.path("TrialExpirationDate").isNull()).isTrue();
    assertThat(row.has("Id")).isFalse();
  }

  /** What Salesforce's command line asks after the last page of a query, for its table. */
  @Test
  void theColumnsOfAQueryAreDescribed() {
    JsonNode columns =
        SimulatorClient.json(
                client.getAs(
                    token,
                    "/services/data/v62.0/query/?q=SELECT+Name,IsSandbox+FROM+Organization&columns=true"))
            .path("columnMetadata");
    assertThat(columns.findValuesAsText("columnName")).containsExactly("Name", "IsSandbox");
    assertThat(columns.path(0).path("textType").asBoolean()).isTrue();
    assertThat(columns.path(1).path("booleanType").asBoolean()).isTrue();
    assertThat(columns.path(0).path("joinColumns").isArray()).isTrue();
  }

  /** Salesforce's command line asks so. */
  @Test
  void slashesThatFollowOneAnotherAreOne() {
    HttpResponse<String> response = client.getAs(token, "//services/data//v62.0/limits");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.json(response).has("DailyApiRequests")).isTrue();
  }

  @Test
  void aVersionListsItsResources() {
    assertThat(
            SimulatorClient.json(client.getAs(token, "/services/data/v62.0"))
                .path("limits")
                .asText())
        .isEqualTo("/services/data/v62.0/limits");
  }

  @Test
  void otherQueriesAreRefusedInSalesforcesForm() {
    HttpResponse<String> scratch =
        client.getAs(token, "/services/data/v51.0/query?q=SELECT+Id+FROM+ScratchOrgInfo+limit+1");
    assertThat(scratch.statusCode()).isEqualTo(400);
    assertThat(SimulatorClient.json(scratch).path(0).path("errorCode").asText())
        .isEqualTo("INVALID_TYPE");
    HttpResponse<String> field =
        client.getAs(token, "/services/data/v62.0/query?q=SELECT+Shoes+FROM+Organization");
    assertThat(SimulatorClient.json(field).path(0).path("errorCode").asText())
        .isEqualTo("INVALID_FIELD");
  }

  @Test
  void recordCountsComeForTheObjectsAsked() {
    JsonNode counts =
        SimulatorClient.json(
            client.getAs(
                token, "/services/data/v62.0/limits/recordCount?sObjects=Account,Nothing"));
    assertThat(counts.path("sObjects").size()).isEqualTo(1);
    assertThat(counts.path("sObjects").path(0).path("name").asText()).isEqualTo("Account");
    assertThat(counts.path("sObjects").path(0).path("count").asLong()).isPositive();
  }

  @Test
  void whoAsksForGzipGetsIt() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.getBytes(token, "/services/data/v62.0/limits");
    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    String plain =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(SimulatorClient.json(plain).size()).isEqualTo(75);
    assertThat(response.body().length).isLessThan(plain.length() / 2);
  }

  @Test
  void tooLongAnAddressOrHeadIsRefused() {
    assertThat(
            client.getAs(token, "/services/data/v62.0/limits?x=" + "x".repeat(17_000)).statusCode())
        .isEqualTo(414);
    assertThat(client.get("/services/data/v62.0/limits", "X-Long", "x".repeat(17_000)).statusCode())
        .isEqualTo(431);
  }

  @Test
  void eventLogFilesAreListedAndSentOneByOne() {
    String query =
        "SELECT Id, EventType, LogDate, CreatedDate, LogFileLength, Interval, Sequence FROM"
            + " EventLogFile WHERE EventType IN ('API','ApiTotalUsage') AND Interval IN"
            + " ('Daily','Hourly') AND CreatedDate >= 2026-11-25T00:00:00Z ORDER BY CreatedDate, Id";
    String path =
        "/services/data/v62.0/query?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);

    JsonNode rows = SimulatorClient.json(client.getAs(token, path)).path("records");

    assertThat(rows).hasSize(1);
    assertThat(rows.path(0).path("LogDate").asText()).startsWith("2026-11-24T00:00:00");
    assertThat(rows.path(0).path("Interval").asText()).isEqualTo("Daily");
    String file = "/services/data/v62.0/sobjects/EventLogFile/" + rows.path(0).path("Id").asText();
    HttpResponse<String> body = client.getAs(token, file + "/LogFile");
    assertThat(body.headers().firstValue("Content-Type")).hasValue("application/octetstream");
    assertThat(body.headers().firstValue("Sforce-Limit-Info")).isPresent();
    assertThat(body.body().lines().limit(1)).allMatch(l -> l.contains("\"API_RESOURCE\""));
    assertThat(body.body().lines().skip(1)).isNotEmpty().allMatch(l -> l.contains("\"20261124"));
    assertThat(
            client
                .getAs(token, file.substring(0, file.length() - 6) + "999GAA/LogFile")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void noEventLogFileOfAnotherTypeIsThere() {
    String path =
        "/services/data/v62.0/query?q=SELECT+Id+FROM+EventLogFile+WHERE+EventType='Login'";

    assertThat(SimulatorClient.json(client.getAs(token, path)).path("totalSize").asInt()).isZero();
    assertThat(client.getAs(token, path.replace("SELECT+Id", "SELECT+Nope")).statusCode())
        .isEqualTo(200);
  }
}

package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Orgs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SwitchesTest {

  private static final String LIMITS = "/services/data/v62.0/limits";
  private static final String FAULT = "/_sim/orgs/org-1/fault";
  private static final String TRAFFIC = "/_sim/orgs/org-1/traffic";

  private final ManualClock clock = new ManualClock(NOON);
  private final SimulatedOrg org =
      Orgs.withSecret(
          1,
          Edition.DEVELOPER,
          List.of(
              Orgs.api(15_000, (after, until) -> 600),
              SimulatedLimit.of("DataStorageMB", 100, new Usage.Level(minute -> 40))));
  private final SimulatedOrg other =
      Orgs.withSecret(2, Edition.DEVELOPER, List.of(Orgs.api(15_000, (after, until) -> 0)));
  private final Simulator simulator =
      new Simulator(List.of(org, other), clock, InstantSource.system(), 0);
  private SimulatorClient client = start();
  private String token = "";

  private SimulatorClient start() {
    try {
      simulator.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private void turn(String path, String json) {
    assertThat(client.send("POST", path, json).statusCode()).isEqualTo(200);
  }

  private long used(String limit) {
    JsonNode entry = client.limits(token).path(limit);
    return entry.path("Max").asLong() - entry.path("Remaining").asLong();
  }

  @ParameterizedTest
  @EnumSource(ApiError.class)
  void everyRestErrorCanBeProduced(ApiError error) {
    turn(FAULT, "{\"kind\":\"http\",\"error\":\"" + error + "\",\"times\":1}");
    HttpResponse<String> response = client.getAs(token, LIMITS);
    assertThat(response.statusCode()).isEqualTo(error.status());
    if (error.code().isEmpty()) {
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/html");
      assertThat(response.body()).contains(error.message());
    } else {
      JsonNode first = SimulatorClient.json(response).path(0);
      assertThat(first.path("errorCode").asText()).isEqualTo(error.code());
      assertThat(first.path("message").asText()).isEqualTo(error.message());
    }
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(OAuthError.class)
  void everyOAuthErrorCanBeProduced(OAuthError error) {
    turn(FAULT, "{\"kind\":\"oauth-error\",\"error\":\"" + error + "\",\"times\":1}");
    HttpResponse<String> response = client.logIn((OrgLogin.ClientCredentials) org.login());
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = SimulatorClient.json(response);
    assertThat(body.path("error").asText()).isEqualTo(error.error());
    assertThat(body.path("error_description").asText()).isEqualTo(error.description());
    assertThat(client.logIn((OrgLogin.ClientCredentials) org.login()).statusCode()).isEqualTo(200);
  }

  @Test
  void anyStatusCodeAndMessageCanBeGiven() {
    turn(
        FAULT, "{\"kind\":\"http\",\"status\":409,\"errorCode\":\"ODD\",\"message\":\"so it is\"}");
    HttpResponse<String> response = client.getAs(token, LIMITS);
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).isEqualTo("[{\"message\":\"so it is\",\"errorCode\":\"ODD\"}]");
    turn(FAULT, "{\"kind\":\"http\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}");
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(403);
    turn(FAULT, "{\"kind\":\"http\"}");
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(500);
    assertThat(client.send("DELETE", FAULT, "").statusCode()).isEqualTo(200);
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultHitsOneOrgAndThatManyRequests() {
    turn(FAULT, "{\"kind\":\"html-503\",\"times\":2}");
    String others = client.token(other);
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(503);
    assertThat(client.getAs(others, LIMITS).statusCode()).isEqualTo(200);
    assertThat(client.getAs(token, LIMITS).body()).contains("<html>", "maintenance");
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
  }

  @Test
  void theMaintenancePageAndStallsReachTheTokenEndpointToo() {
    turn(FAULT, "{\"kind\":\"html-503\",\"at\":\"token\",\"times\":1}");
    assertThat(client.logIn((OrgLogin.ClientCredentials) org.login()).statusCode()).isEqualTo(503);
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
  }

  @Test
  void aStalledRequestWaitsUntilTheSimulatorClosesAndBlocksNobody() {
    turn(FAULT, "{\"kind\":\"stall\"}");
    String stalledToken = token;
    CompletableFuture<HttpResponse<String>> stalled =
        CompletableFuture.supplyAsync(() -> client.getAs(stalledToken, LIMITS));
    String others = client.token(other);
    for (int i = 0; i < 50; i++) {
      assertThat(client.getAs(others, LIMITS).statusCode()).isEqualTo(200);
    }
    assertThat(stalled).isNotDone();
    simulator.close();
    assertThatThrownBy(stalled::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void aShortStallEndsInTheTrueAnswer() {
    turn(FAULT, "{\"kind\":\"stall\",\"delayMillis\":20,\"times\":1}");
    HttpResponse<String> response = client.getAs(token, LIMITS);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.json(response).has("DailyApiRequests")).isTrue();
  }

  @Test
  void aResetClosesTheConnectionWithoutAnAnswer() {
    turn(FAULT, "{\"kind\":\"reset\"}");
    assertThatThrownBy(() -> client.getAs(token, LIMITS)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aTruncatedReplyEndsBeforeItsLength() {
    turn(FAULT, "{\"kind\":\"truncated\",\"times\":1}");
    assertThatThrownBy(() -> client.getAs(token, LIMITS)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aHugeReplyIsAsHugeAsAsked() {
    turn(FAULT, "{\"kind\":\"huge\",\"megabytes\":3,\"times\":1}");
    HttpResponse<String> response = client.getAs(token, LIMITS);
    assertThat(response.body().length()).isGreaterThan(3 << 20);
    assertThat(SimulatorClient.json(response).path("Last").path("Max").asInt()).isEqualTo(1);
  }

  @Test
  void aGzipBombUnpacksToAThousandTimesItsSize() throws IOException, InterruptedException {
    turn(FAULT, "{\"kind\":\"gzip-bomb\",\"megabytes\":20,\"times\":1}");
    byte[] packed = client.getBytes(token, LIMITS).body();
    assertThat(packed.length).isLessThan(64 << 10);
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(plain.transferTo(java.io.OutputStream.nullOutputStream())).isGreaterThan(20 << 20);
    }
  }

  @Test
  void aMalformedReplyIsWhatIsGivenOrNoJson() {
    turn(FAULT, "{\"kind\":\"malformed\",\"times\":1}");
    String body = client.getAs(token, LIMITS).body();
    assertThatThrownBy(() -> SimulatorClient.json(body)).isInstanceOf(UncheckedIOException.class);
    turn(FAULT, "{\"kind\":\"malformed\",\"body\":\"[1, 2]\",\"times\":1}");
    assertThat(client.getAs(token, LIMITS).body()).isEqualTo("[1, 2]");
  }

  @Test
  void oneEntryCanBeNegativeHugeHalfOrGone() {
    turn(FAULT, "{\"kind\":\"negative\",\"times\":1}");
    assertThat(client.limits(token).path("DailyApiRequests").path("Max").asLong())
        .isEqualTo(-15_000);
    turn(FAULT, "{\"kind\":\"huge-number\",\"times\":1}");
    assertThat(client.limits(token).path("DailyApiRequests").path("Max").canConvertToLong())
        .isFalse();
    turn(FAULT, "{\"kind\":\"missing\",\"limit\":\"DataStorageMB\",\"times\":1}");
    // A call of another kind is none of its times.
    client.getAs(token, "/services/data/v62.0/query?q=SELECT+Name+FROM+Organization");
    assertThat(client.limits(token).path("DataStorageMB"))
        .isEqualTo(SimulatorClient.json("{\"Max\":100}"));
    turn(FAULT, "{\"kind\":\"vanished\",\"limit\":\"DataStorageMB\",\"times\":1}");
    assertThat(client.limits(token).has("DataStorageMB")).isFalse();
    assertThat(client.limits(token).has("DataStorageMB")).isTrue();
  }

  @Test
  void anExpiredSessionNeedsANewLogin() {
    turn(FAULT, "{\"kind\":\"expired-session\",\"times\":1}");
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(401);
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(401);
    assertThat(client.getAs(client.token(org), LIMITS).statusCode()).isEqualTo(200);
  }

  @Test
  void theTwoMeaningsOfRequestLimitExceededDifferInTheirText() {
    turn(FAULT, "{\"kind\":\"concurrency\",\"times\":1}");
    assertThat(client.getAs(token, LIMITS).body())
        .contains("REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn");
    turn(FAULT, "{\"kind\":\"exhausted\",\"times\":1}");
    assertThat(client.getAs(token, LIMITS).body())
        .contains("REQUEST_LIMIT_EXCEEDED", "TotalRequests");
  }

  @Test
  void usedIsHeldUntilItIsReleased() {
    turn(TRAFFIC, "{\"limit\":\"DailyApiRequests\",\"used\":12345}");
    assertThat(used("DailyApiRequests")).isEqualTo(12_345);
    assertThat(used("DailyApiRequests")).isEqualTo(12_345);
    turn(TRAFFIC, "{\"limit\":\"DataStorageMB\",\"used\":95}");
    assertThat(used("DataStorageMB")).isEqualTo(95);
    assertThat(client.send("DELETE", TRAFFIC, "{\"limit\":\"DataStorageMB\"}").statusCode())
        .isEqualTo(200);
    assertThat(used("DataStorageMB")).isEqualTo(40);
    turn(TRAFFIC, "{\"used\":15000}");
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(403);
    client.send("DELETE", TRAFFIC, "");
    assertThat(used("DailyApiRequests")).isEqualTo(601);
  }

  @Test
  void addedCallsRollOutOfTheWindowAndAddedStockStays() {
    turn(TRAFFIC, "{\"limit\":\"DailyApiRequests\",\"add\":5000}");
    turn(TRAFFIC, "{\"limit\":\"DataStorageMB\",\"add\":50}");
    assertThat(used("DailyApiRequests")).isEqualTo(600 + 5_000 + 1);
    clock.advance(Duration.ofDays(1));
    assertThat(used("DailyApiRequests")).isEqualTo(600 + 1);
    clock.advance(Duration.ofDays(30));
    assertThat(used("DataStorageMB")).isEqualTo(90);
  }

  @Test
  void anAllocationCanBeChanged() {
    turn("/_sim/orgs/org-1/max", "{\"limit\":\"DailyApiRequests\",\"max\":1000}");
    assertThat(client.limits(token).path("DailyApiRequests").path("Max").asLong()).isEqualTo(1_000);
    client.send("DELETE", "/_sim/orgs/org-1/max", "{\"limit\":\"DailyApiRequests\"}");
    assertThat(client.limits(token).path("DailyApiRequests").path("Max").asLong())
        .isEqualTo(15_000);
  }

  @Test
  void theSwitchesAndWhatWasSeenAreListed() {
    client.getAs(token, LIMITS);
    turn(FAULT, "{\"kind\":\"missing\",\"limit\":\"DataStorageMB\"}");
    JsonNode usage = SimulatorClient.json(client.get("/_sim/"));
    assertThat(usage.path("faults").size()).isEqualTo(FaultKind.values().length);
    JsonNode orgs = SimulatorClient.json(client.get("/_sim/orgs"));
    assertThat(orgs.size()).isEqualTo(2);
    JsonNode seen = orgs.path(0);
    assertThat(seen.path("org").asText()).isEqualTo("org-1");
    assertThat(seen.path("tokenPosts").asLong()).isEqualTo(1);
    assertThat(seen.path("limitsCalls").asLong()).isEqualTo(1);
    assertThat(seen.path("lastRequest").asText()).isNotEmpty();
    assertThat(seen.path("faults").path(0).path("kind").asText()).isEqualTo("missing");
  }

  @Test
  void aSwitchThatCannotBeSetSaysWhy() {
    assertThat(client.send("POST", FAULT, "{\"kind\":\"boredom\"}").statusCode()).isEqualTo(400);
    assertThat(client.send("POST", FAULT, "{\"kind\":\"stall\",\"tmies\":1}").statusCode())
        .isEqualTo(400);
    assertThat(client.send("POST", FAULT, "nonsense").statusCode()).isEqualTo(400);
    HttpResponse<String> unknown =
        client.send("POST", TRAFFIC, "{\"limit\":\"Nothing\",\"used\":1}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("no limit Nothing");
    assertThat(client.send("POST", "/_sim/orgs/nobody/fault", "{}").statusCode()).isEqualTo(404);
    assertThat(client.send("PUT", FAULT, "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void switchesAreTurnedAsJsonFromNoOtherSiteAndAllIsForThisMachineOnly() {
    String fault = "{\"kind\":\"html-503\"}";
    assertThat(to().contentType(ContentType.TEXT).body(fault).post(FAULT).statusCode())
        .isEqualTo(415);
    assertThat(to().contentType(ContentType.URLENC).post(FAULT).statusCode()).isEqualTo(415);
    for (String origin : List.of("https://evil.example", "null", "http://localhost:8080")) {
      assertThat(json(origin).body(fault).post(FAULT).statusCode()).as(origin).isEqualTo(403);
      assertThat(json(origin).delete(FAULT).statusCode()).as(origin).isEqualTo(403);
    }
    for (String path : List.of(FAULT, "/_sim/orgs", "/services/data", "/id/x")) {
      Response answer = to().header("Host", "evil.example").get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.jsonPath().getString("problem")).startsWith("Host: is not a host of");
    }
    assertThat(SimulatorClient.json(client.get("/_sim/orgs/org-1")).path("faults")).isEmpty();

    assertThat(json("http://localhost:" + simulator.port()).body(fault).post(FAULT).statusCode())
        .isEqualTo(200);
    assertThat(to().delete(FAULT).statusCode()).isEqualTo(200);
  }

  private RequestSpecification to() {
    return RestAssured.given().port(simulator.port());
  }

  private RequestSpecification json(String origin) {
    return to().contentType(ContentType.JSON).header("Origin", origin);
  }

  @Test
  void aRefreshedSandboxIsAnotherOrgUnderTheSameAddress() throws Exception {
    String before = organizationId();
    assertThat(client.send("POST", "/_sim/orgs/org-1/refresh", "{}").statusCode()).isEqualTo(200);
    String after = organizationId();
    assertThat(after).hasSize(18).startsWith("00D").isNotEqualTo(before);
    assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(401);
    assertThat(client.token(org)).startsWith(after.substring(0, 15) + "!");
  }

  private String organizationId() {
    return SimulatorClient.json(client.get("/_sim/orgs/org-1")).path("organizationId").asText();
  }
}

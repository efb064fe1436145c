package dev.headroom.http.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.gzip;
import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.http.ApiCall;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.Exchange;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.http.RestHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Salesforce, and how its answers are read: forms as its guides show them. */
@QuarkusTest
@Timeout(60)
class SalesforceApiTest {
  private static final String BEARER = "Bearer 00D!t0ken";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/services/oauth2/token",
          "{\"access_token\":\"00D!t0ken\",\"instance_url\":\"https://acme.my.salesforce.com\",\"id\":\"x\"}",
          "/services/data/",
          "[{\"label\":\"Spring '26\",\"url\":\"/services/data/v66.0\",\"version\":\"66.0\"}]",
          "/services/data/v66.0/query",
          "{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"/services/data/v66.0/query/01gRO0000016PIAYA2-2\","
              + "\"records\":[{\"Id\":\"1\"},{\"Id\":\"2\"}]}",
          "/services/data/v66.0/query/01gRO0000016PIAYA2-2",
          "{\"totalSize\":3,\"done\":true,\"records\":[{\"Id\":\"3\"}]}",
          "/services/data/v66.0/tooling/query",
          "{\"size\":1,\"totalSize\":1,\"done\":true,\"records\":[{\"Name\":\"Nightly\"}]}");

  private final OutboundHttp http = new RestHttp(new EgressPolicy(true));
  private final RawServer server =
      new RawServer(
          (request, out) -> {
            String path = request.path().replaceAll("\\?.*", "");
            String known = ANSWERS.get(path);
            out.write(known == null ? json(404, "[]") : json(200, known));
          });

  @Test
  void aLoginIsAFormAndItsAnswerAToken() throws Exception {
    Exchange<TokenAnswer> granted =
        ask(api -> api.clientCredentials("client_credentials", "3MVG9", "s3 cr+t&ä"));

    assertThat(granted.value())
        .returns("00D!t0ken", TokenAnswer::token)
        .returns("https://acme.my.salesforce.com", TokenAnswer::instance);
    assertThat(granted.toString()).doesNotContain("t0ken");
    RawServer.Request request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /services/oauth2/token HTTP/1.1");
    assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(request.header("Accept")).isEqualTo("application/json");
    assertThat(request.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(request.header("Sforce-Call-Options")).isEmpty();
    assertThat(request.body().split("&", -1))
        .extracting(field -> URLDecoder.decode(field, UTF_8))
        .containsExactlyInAnyOrder(
            "grant_type=client_credentials", "client_id=3MVG9", "client_secret=s3 cr+t&ä");

    assertThat(ask(api -> api.jwtBearer(SalesforceApi.JWT_BEARER, "a.b.c")).value()).isNotNull();
    assertThat(URLDecoder.decode(server.requests().getLast().body(), UTF_8))
        .contains("grant_type=" + SalesforceApi.JWT_BEARER, "assertion=a.b.c");
  }

  @Test
  void versionsAreAskedForWithoutAToken() {
    assertThat(ask(SalesforceApi::versions).value()).containsExactly(new ApiVersion("66.0"));
    assertThat(server.requests().getFirst().line()).isEqualTo("GET /services/data/ HTTP/1.1");
    assertThat(server.requests().getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void aQueryIsReadPageByPage() {
    QueryPage first =
        value(ask(api -> api.query(BEARER, "66.0", "SELECT Id FROM A WHERE b = 'ä+c'")));

    assertThat(first.done()).isFalse();
    assertThat(first.rows()).extracting(row -> row.path("Id").asText()).containsExactly("1", "2");
    QueryPage last = value(ask(api -> api.nextPage(BEARER, "66.0", first.locator().orElseThrow())));
    assertThat(last.done()).isTrue();
    assertThat(last.locator()).isEmpty();
    assertThat(last.rows()).extracting(row -> row.path("Id").asText()).containsExactly("3");
    RawServer.Request asked = server.requests().getFirst();
    assertThat(URLDecoder.decode(asked.path(), UTF_8))
        .isEqualTo("/services/data/v66.0/query?q=SELECT Id FROM A WHERE b = 'ä+c'");
    assertThat(asked.header("Authorization")).isEqualTo(BEARER);
    assertThat(asked.header("Sforce-Call-Options")).isEqualTo("client=headroom");
  }

  @Test
  void theToolingApiHasAQueryOfItsOwn() {
    QueryPage page =
        value(ask(api -> api.toolingQuery(BEARER, "66.0", "SELECT Name FROM CronJob")));

    assertThat(page.rows()).extracting(row -> row.path("Name").asText()).containsExactly("Nightly");
  }

  @Test
  void anEventLogFileIsReadLineByLine() throws Exception {
    String lines = "\"EVENT_TYPE\",\"URI\"\n" + "\"API\",\"/x\"\n".repeat(20_000);
    try (RawServer files =
        new RawServer(
            (request, out) ->
                out.write(answer(200, "Content-Encoding: gzip\r\n", gzip(bytes(lines)))))) {
      Exchange<Long> read =
          http.download(
              ApiCall.of(
                  SalesforceApi.class,
                  files.uri(""),
                  Duration.ofSeconds(20),
                  1_000_000,
                  api -> api.eventLogFile(BEARER, "66.0", "0AT000000000001AAA")),
              body -> new BufferedReader(new InputStreamReader(body, UTF_8)).lines().count());

      assertThat(read.value()).isEqualTo(20_001);
      assertThat(files.requests().getFirst().line())
          .isEqualTo(
              "GET /services/data/v66.0/sobjects/EventLogFile/0AT000000000001AAA/LogFile HTTP/1.1");
      assertThat(files.requests().getFirst().header("Accept")).isEqualTo("text/csv");
    }
  }

  @Test
  void aReadOfTheMetadataApiIsAnEnvelopeAndItsAnswerIsReadWhileItArrives() throws Exception {
    String envelope = "<e:Envelope><name>Ünï &amp; Co</name></e:Envelope>";
    try (RawServer metadata =
        new RawServer(
            (r, out) ->
                out.write(
                    answer(
                        200,
                        "Content-Type: text/xml;charset=UTF-8\r\nContent-Encoding: gzip\r\n",
                        gzip(bytes("<records>Ünï</records>")))))) {
      Exchange<String> read =
          http.download(
              ApiCall.of(
                  SalesforceApi.class,
                  metadata.uri(""),
                  Duration.ofSeconds(20),
                  100_000,
                  api -> api.metadata("66.0", envelope)),
              in -> new String(in.readAllBytes(), UTF_8));

      assertThat(read.value()).isEqualTo("<records>Ünï</records>");
      RawServer.Request request = metadata.requests().getFirst();
      assertThat(request.line()).isEqualTo("POST /services/Soap/m/66.0 HTTP/1.1");
      assertThat(request.header("Content-Type")).startsWith("text/xml");
      assertThat(request.header("SOAPAction")).isEqualTo("\"\"");
      assertThat(request.body()).isEqualTo(envelope);
    }
  }

  @Test
  void whatStandsInAPathCannotLeaveIt() {
    ask(api -> api.limits(BEARER, "66.0/../../x?y#z"));

    assertThat(server.requests().getFirst().path())
        .isEqualTo("/services/data/v66.0%2F..%2F..%2Fx%3Fy%23z/limits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/services/data/v66.0/query/01g-2",
        "//evil.example/services/data/v66.0/query/01g-2",
        "@evil.example/",
        "/services/data/v66.0/query/",
        "/services/data/v66.0/query/01g-2/../../limits",
        "/services/data/v66.0/query/01g-2?x=1",
        ""
      })
  void aNextPageThatSalesforceWouldNotNameIsIgnored(String named) {
    assertThat(new QueryPage(false, named, List.of()).locator()).isEmpty();
  }

  private <T> Exchange<T> ask(Function<SalesforceApi, RestResponse<T>> method) {
    return http.exchange(
        ApiCall.of(SalesforceApi.class, server.uri(""), Duration.ofSeconds(20), 100_000, method));
  }

  private static <T> T value(Exchange<T> exchange) {
    T value = exchange.value();
    if (value == null) {
      throw new AssertionError(exchange.toString());
    }
    return value;
  }
}

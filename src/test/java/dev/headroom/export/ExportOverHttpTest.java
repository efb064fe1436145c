package dev.headroom.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.auth.Secret;
import dev.headroom.export.cloudwatch.CloudWatchExporter;
import dev.headroom.export.datadog.DatadogMetricsExporter;
import dev.headroom.export.newrelic.NewRelicExporter;
import dev.headroom.export.otlp.OtlpExporter;
import dev.headroom.export.splunk.SplunkMetricsExporter;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RestHttp;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every exporter against a listener: what arrives, and what becomes of each answer. */
@QuarkusTest
class ExportOverHttpTest {
  private static final String CANARY = "canary0key0canary";

  /** A kind of store: its address, what it is told by, and how it says that it took a body. */
  enum Store {
    SPLUNK("/services/collector", "authorization", 200, "{\"text\":\"Success\",\"code\":0}"),
    DATADOG("/api/v2/series", "dd-api-key", 202, "{\"errors\":[]}"),
    NEW_RELIC("/metric/v1", "api-key", 202, "{\"requestId\":\"1\"}"),
    OTLP("/v1/metrics", "authorization", 200, "{}"),
    CLOUDWATCH("/", "authorization", 200, "<PutMetricDataResponse/>");

    final String path;
    final String header;
    final int status;
    final String body;

    Store(String path, String header, int status, String body) {
      this.path = path;
      this.header = header;
      this.status = status;
      this.body = body;
    }

    Exporter exporter(OutboundHttp http) {
      return switch (this) {
        case SPLUNK -> new SplunkMetricsExporter(http);
        case DATADOG -> new DatadogMetricsExporter(http);
        case NEW_RELIC -> new NewRelicExporter(http);
        case OTLP -> new OtlpExporter(http);
        case CLOUDWATCH -> new CloudWatchExporter(http);
      };
    }

    /** Whether the same request is made again later after this status. */
    boolean isTriedAgain(int of) {
      return of == 429 || of == 503 || of == 502 || (of == 500 && this != OTLP);
    }

    ExportMatch match() {
      return this == CLOUDWATCH
          ? new ExportMatch(
              List.of("acme-prod"), Map.of(), null, List.of("DailyApiRequests"), List.of())
          : ExportMatch.ALL;
    }

    ResolvedTarget at(String base) {
      Map<String, Secret> secrets = new HashMap<>();
      secrets.put("url", Secret.of(this == NEW_RELIC ? base + path : base));
      List.of("token", "apiKey", "authorization", "accessKeyId", "secretAccessKey")
          .forEach(name -> secrets.put(name, Secret.of(CANARY)));
      return new ResolvedTarget(
          new TargetId("mine"), secrets, Map.of("region", "eu-west-1"), false);
    }
  }

  /** A request as it arrived, unpacked. */
  private record Arrived(String path, String credential, String body, int packed) {}

  /** A store on this machine. */
  private static final class Listener implements AutoCloseable {
    final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final Store store;
    private final HttpServer server;

    /** Answers each request with a status; that of success with the store's own body. */
    Listener(Store store, ToIntFunction<Arrived> status, Function<Integer, String> body)
        throws IOException {
      this.store = store;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      server.createContext("/", exchange -> answer(exchange, status, body));
      server.start();
    }

    Listener(Store store, ToIntFunction<Arrived> status) throws IOException {
      this(store, status, code -> code == store.status ? store.body : "");
    }

    private void answer(
        HttpExchange exchange, ToIntFunction<Arrived> status, Function<Integer, String> body)
        throws IOException {
      byte[] packed = exchange.getRequestBody().readAllBytes();
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] plain =
          gzip ? new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes() : packed;
      Arrived request =
          new Arrived(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst(store.header),
              new String(plain, UTF_8),
              packed.length);
      arrived.add(request);
      int code = status.applyAsInt(request);
      byte[] answer = body.apply(code).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Retry-After", "7");
      exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }

    ExportResult ship(List<OrgReadings> readings, ExportMatch match) {
      String base = "http://localhost:" + server.getAddress().getPort();
      return store
          .exporter(new RestHttp(new EgressPolicy(true)))
          .ship(readings, match, store.at(base), Readings.SLOT.plusSeconds(30));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatIsShippedArrivesPackedAtTheAddressOfTheStore(Store store) throws Exception {
    try (Listener listener = new Listener(store, r -> store.status)) {
      ExportResult result = listener.ship(List.of(Readings.acme()), store.match());
      assertThat(result.failure()).isNull();
      assertThat(result.requests()).isEqualTo(1);
      assertThat(result.points()).isPositive();
      Arrived arrived = listener.arrived.getFirst();
      assertThat(arrived.path()).isEqualTo(store.path);
      assertThat(arrived.credential()).contains(CANARY);
      assertThat(arrived.body()).contains("salesforce.limit.used", "DailyApiRequests", "62500");
      if (store != Store.CLOUDWATCH) {
        assertThat(arrived.packed()).isLessThan(arrived.body().length());
        assertThat(arrived.body()).contains("salesforce.integration.calls", "41000");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneAttemptIsMadeAndTheStatusSaysWhetherAnotherIs(Store store) throws Exception {
    for (int status : List.of(400, 401, 403, 404, 413, 429, 500, 502, 503)) {
      try (Listener listener = new Listener(store, r -> status)) {
        ExportMatch one =
            new ExportMatch(
                List.of("acme-prod"), Map.of(), null, List.of("DailyApiRequests"), List.of("none"));
        ExportResult result = listener.ship(List.of(Readings.acme()), one);
        assertThat(listener.arrived).as("requests after " + status).hasSize(1);
        assertThat(result.points()).isZero();
        assertThat(result.failure()).as("failure after " + status).isNotNull();
        assertThat(String.valueOf(result.failure()))
            .contains("answered " + status, "again=" + store.isTriedAgain(status))
            .doesNotContain(CANARY);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Store.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOUDWATCH")
  void aBodyThatIsTooLargeForTheStoreIsSentInParts(Store store) throws Exception {
    int most = 20_000;
    try (Listener listener =
        new Listener(store, r -> r.body().length() > most ? 413 : store.status)) {
      List<OrgReadings> orgs = Readings.orgs(10);
      long values = 10 * (3 * 94 + 1 + 0);
      ExportResult result = listener.ship(orgs, ExportMatch.ALL);
      assertThat(store == Store.OTLP || store == Store.NEW_RELIC || result.failure() == null)
          .as("one org is more than these take")
          .isTrue();
      if (result.failure() == null) {
        assertThat(result.points()).isEqualTo(values);
        assertThat(listener.arrived).anyMatch(r -> r.body().length() > most);
      } else {
        assertThat(result.failure().again()).isFalse();
        assertThat(listener.arrived).as("halves down to one org").hasSizeLessThan(10);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Store.class, names = "OTLP")
  void aPartialSuccessIsOneRequestAndNoFailure(Store store) throws Exception {
    String said = "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"late\"}}";
    try (Listener listener = new Listener(store, r -> 200, code -> said)) {
      ExportResult result = listener.ship(List.of(Readings.acme()), store.match());
      assertThat(listener.arrived).hasSize(1);
      assertThat(result.failure()).isNull();
      assertThat(result.remark()).isEqualTo("the receiver rejected 3 points: late");
    }
  }
}

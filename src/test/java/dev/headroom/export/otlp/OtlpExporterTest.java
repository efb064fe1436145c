package dev.headroom.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterContract;
import dev.headroom.export.Readings;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtlpExporterTest extends ExporterContract {
  private static final Set<String> POINT =
      Set.of("timeUnixNano", "asInt", "asDouble", "attributes");

  @Override
  protected Exporter exporter(OutboundHttp http) {
    return new OtlpExporter(http);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("url", "https://otlp.acme.com/otlp", "authorization", "Basic canary1234");
  }

  @Override
  protected List<Value> values(FakeHttp.Request request, byte[] body) {
    assertThat(request.uri()).hasToString("https://otlp.acme.com/otlp/v1/metrics");
    assertThat(request.headers())
        .containsEntry("Authorization", "Basic canary1234")
        .doesNotContainKey("api-key");
    List<Value> values = new ArrayList<>();
    try {
      JsonNode all = JSON.readTree(body);
      assertThat(all.size()).isEqualTo(1);
      for (JsonNode resource : all.get("resourceMetrics")) {
        for (JsonNode metric : resource.at("/scopeMetrics/0/metrics")) {
          metric.at("/gauge/dataPoints").forEach(point -> values.add(value(metric, point)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  /** As the JSON mapping of the protocol says: 64-bit numbers are texts, doubles numbers. */
  private static Value value(JsonNode metric, JsonNode point) {
    point.fieldNames().forEachRemaining(name -> assertThat(POINT).contains(name));
    assertThat(point.get("timeUnixNano").isTextual()).isTrue();
    assertThat(point.has("asInt")).isNotEqualTo(point.has("asDouble"));
    if (point.has("asInt")) {
      assertThat(point.get("asInt").isTextual()).isTrue();
    } else {
      assertThat(point.get("asDouble").isNumber()).isTrue();
    }
    Map<String, String> attributes = new HashMap<>();
    point
        .get("attributes")
        .forEach(
            a ->
                assertThat(
                        attributes.put(a.get("key").asText(), a.at("/value/stringValue").asText()))
                    .isNull());
    long nanos = point.get("timeUnixNano").asLong();
    return new Value(
        metric.get("name").asText(),
        attributes,
        Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000),
        point.has("asInt") ? point.get("asInt").asLong() : point.get("asDouble").asDouble());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{}");
  }

  /** Nothing but these four, as the specification says; 2xx in between are not OTLP's. */
  @Override
  protected boolean isTriedAgain(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  @Override
  protected @Nullable Duration maxAge() {
    return null;
  }

  @Test
  void aPartialSuccessIsToldAndNeverTriedAgain() {
    ExportResult result =
        exporter(
                new FakeHttp(
                    request ->
                        reply(
                            200,
                            "{\"partialSuccess\":{\"rejectedDataPoints\":\"7\",\"errorMessage\":"
                                + "\"out of order\"}}")))
            .ship(List.of(Readings.acme()), ExportMatch.ALL, target(), NOW);
    assertThat(result.failure()).isNull();
    assertThat(result.remark()).isEqualTo("the receiver rejected 7 points: out of order");
  }
}

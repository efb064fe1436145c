package dev.headroom.export.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterContract;
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

class DatadogMetricsExporterTest extends ExporterContract {
  private static final Set<String> KNOWN = Set.of("metric", "type", "points", "tags");

  @Override
  protected Exporter exporter(OutboundHttp http) {
    return new DatadogMetricsExporter(http);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("apiKey", "canary0api0key0000");
  }

  @Override
  protected List<Value> values(FakeHttp.Request request, byte[] body) {
    assertThat(request.uri()).hasToString("https://api.datadoghq.com/api/v2/series");
    assertThat(request.headers()).containsEntry("DD-API-KEY", "canary0api0key0000");
    assertThat(body.length).isLessThanOrEqualTo(5_000_000);
    assertThat(request.body().size()).isLessThanOrEqualTo(512_000);
    List<Value> values = new ArrayList<>();
    try {
      JsonNode all = JSON.readTree(body);
      assertThat(all.size()).isEqualTo(1);
      all.get("series").forEach(one -> read(one, values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static void read(JsonNode series, List<Value> values) {
    series.fieldNames().forEachRemaining(name -> assertThat(KNOWN).contains(name));
    assertThat(series.get("type").asInt()).isEqualTo(3);
    assertThat(series.get("points")).hasSize(1);
    JsonNode point = series.at("/points/0");
    assertThat(point.get("timestamp").isIntegralNumber()).isTrue();
    assertThat(point.get("value").isNumber()).isTrue();
    Map<String, String> tags = new HashMap<>();
    series
        .get("tags")
        .forEach(
            tag -> {
              assertThat(tag.asText()).hasSizeLessThanOrEqualTo(200).contains(":");
              String[] parts = tag.asText().split(":", 2);
              tags.put(parts[0], parts[1]);
            });
    values.add(
        new Value(
            series.get("metric").asText(),
            tags,
            Instant.ofEpochSecond(point.get("timestamp").asLong()),
            point.get("value").asDouble()));
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "{\"errors\":[]}");
  }

  @Override
  protected boolean isTriedAgain(int status) {
    return status < 300 || status == 408 || status == 429 || status >= 500;
  }

  @Override
  protected Duration maxAge() {
    return Duration.ofMinutes(59);
  }
}

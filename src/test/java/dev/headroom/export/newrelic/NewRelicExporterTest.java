package dev.headroom.export.newrelic;

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

class NewRelicExporterTest extends ExporterContract {
  @Override
  protected Exporter exporter(OutboundHttp http) {
    return new NewRelicExporter(http);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "apiKey", "canary0license0key", "url", "https://metric-api.eu.newrelic.com/metric/v1");
  }

  @Override
  protected List<Value> values(FakeHttp.Request request, byte[] body) {
    assertThat(request.uri()).hasToString("https://metric-api.eu.newrelic.com/metric/v1");
    assertThat(request.headers()).containsEntry("Api-Key", "canary0license0key");
    assertThat(request.body().size()).isLessThanOrEqualTo(1_000_000);
    List<Value> values = new ArrayList<>();
    try {
      JsonNode all = JSON.readTree(body);
      assertThat(all.isArray()).isTrue();
      for (JsonNode group : all) {
        for (JsonNode metric : group.get("metrics")) {
          values.add(value(group.get("common"), metric));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static Value value(JsonNode common, JsonNode metric) {
    assertThat(metric.get("type").asText()).isEqualTo("gauge");
    assertThat(metric.get("name").asText()).hasSizeLessThanOrEqualTo(255);
    assertThat(metric.get("value").isNumber()).isTrue();
    Map<String, String> attributes = new HashMap<>();
    for (JsonNode from : List.of(common.get("attributes"), metric.get("attributes"))) {
      from.properties()
          .forEach(
              a -> {
                assertThat(a.getKey()).hasSizeLessThanOrEqualTo(255);
                assertThat(a.getValue().asText()).hasSizeLessThanOrEqualTo(4_096);
                attributes.put(a.getKey(), a.getValue().asText());
              });
    }
    assertThat(attributes).hasSizeLessThanOrEqualTo(100);
    return new Value(
        metric.get("name").asText(),
        attributes,
        Instant.ofEpochMilli(common.get("timestamp").asLong()),
        metric.get("value").asDouble());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "{\"requestId\":\"f0e7bfff-001a-b000-0000-01682bcf4565\"}");
  }

  @Override
  protected boolean isTriedAgain(int status) {
    return status < 300 || status == 408 || status == 429 || status >= 500;
  }

  @Override
  protected Duration maxAge() {
    return Duration.ofHours(47);
  }
}

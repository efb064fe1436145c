package dev.headroom.export.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
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
import org.jspecify.annotations.Nullable;

class SplunkMetricsExporterTest extends ExporterContract {
  private static final Set<String> KNOWN =
      Set.of("time", "event", "source", "host", "index", "fields");

  @Override
  protected Exporter exporter(OutboundHttp http) {
    return new SplunkMetricsExporter(http);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "url", "https://splunk.acme.com:8088/", "token", "canary-token-1234", "index", "sf");
  }

  @Override
  protected List<Value> values(FakeHttp.Request request, byte[] body) {
    assertThat(request.uri()).hasToString("https://splunk.acme.com:8088/services/collector");
    assertThat(request.headers()).containsEntry("Authorization", "Splunk canary-token-1234");
    assertThat(body.length).isLessThanOrEqualTo(1_000_000);
    List<Value> values = new ArrayList<>();
    try (MappingIterator<JsonNode> objects =
        JSON.readerFor(JsonNode.class).readValues(new String(body, UTF_8))) {
      while (objects.hasNext()) {
        read(objects.next(), values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  /** A metric of the multiple-measurement format; a dimension is a text of one level. */
  private static void read(JsonNode object, List<Value> values) {
    object.fieldNames().forEachRemaining(name -> assertThat(KNOWN).contains(name));
    assertThat(object.get("event").asText()).isEqualTo("metric");
    assertThat(object.get("index").asText()).isEqualTo("sf");
    Map<String, Double> measured = new HashMap<>();
    Map<String, String> dimensions = new HashMap<>();
    object
        .get("fields")
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("metric_name:")) {
                assertThat(field.getValue().isNumber()).isTrue();
                measured.put(field.getKey().substring(12), field.getValue().asDouble());
              } else {
                assertThat(field.getValue().isTextual()).isTrue();
                dimensions.put(field.getKey(), field.getValue().asText());
              }
            });
    assertThat(measured).isNotEmpty();
    Instant at = Instant.ofEpochSecond(object.get("time").asLong());
    measured.forEach((name, value) -> values.add(new Value(name, dimensions, at, value)));
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"text\":\"Success\",\"code\":0}");
  }

  /** An answer of 2xx that is not Splunk's is that of something in between. */
  @Override
  protected boolean isTriedAgain(int status) {
    return status < 300 || status == 408 || status == 429 || status >= 500;
  }

  @Override
  protected @Nullable Duration maxAge() {
    return null;
  }

  @Override
  protected String suffix() {
    return ".txt";
  }

  @Override
  protected String shown(String body) {
    return body + "\n";
  }
}

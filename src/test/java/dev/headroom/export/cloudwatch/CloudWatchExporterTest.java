package dev.headroom.export.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterContract;
import dev.headroom.export.Scheme;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class CloudWatchExporterTest extends ExporterContract {
  /** Its caps are kept beforehand, and it has no answer for what is too large. */
  @Override
  protected boolean isHalved() {
    return false;
  }

  @Override
  protected Exporter exporter(OutboundHttp http) {
    return new CloudWatchExporter(http);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "region", "eu-west-1", "accessKeyId", "AKIAcanary", "secretAccessKey", "canary/secret/key");
  }

  @Override
  protected List<Value> values(FakeHttp.Request request, byte[] body) {
    assertThat(request.uri()).hasToString("https://monitoring.eu-west-1.amazonaws.com");
    assertThat(request.headers().get("Authorization"))
        .matches(
            "AWS4-HMAC-SHA256 Credential=AKIAcanary/\\d{8}/eu-west-1/monitoring/aws4_request,.*");
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, UTF_8).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      assertThat(form.put(parts[0], URLDecoder.decode(parts[1], UTF_8))).isNull();
    }
    assertThat(form)
        .containsEntry("Action", "PutMetricData")
        .containsEntry("Version", "2010-08-01")
        .containsEntry("Namespace", "Headroom/Salesforce");
    List<Value> values = new ArrayList<>();
    for (int i = 1; form.containsKey("MetricData.member." + i + ".MetricName"); i++) {
      values.add(value(form, "MetricData.member." + i + "."));
    }
    assertThat(values).hasSizeLessThanOrEqualTo(1_000);
    assertThat(form).hasSize(3 + 7 * values.size());
    return values;
  }

  private static Value value(Map<String, String> form, String member) {
    Map<String, String> dimensions = new HashMap<>();
    for (int i = 1; i <= 2; i++) {
      dimensions.put(
          form.get(member + "Dimensions.member." + i + ".Name"),
          form.get(member + "Dimensions.member." + i + ".Value"));
    }
    return new Value(
        Objects.requireNonNull(form.get(member + "MetricName")),
        dimensions,
        Instant.parse(Objects.requireNonNull(form.get(member + "Timestamp"))),
        Double.parseDouble(Objects.requireNonNull(form.get(member + "Value"))));
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "<PutMetricDataResponse/>");
  }

  @Override
  protected boolean isTriedAgain(int status) {
    return status < 300 || status == 408 || status == 429 || status >= 500;
  }

  @Override
  protected Duration maxAge() {
    return Duration.ofDays(13);
  }

  @Override
  protected List<String> metrics(boolean capped) {
    return capped ? List.of(Scheme.USED, Scheme.MAX) : List.of(Scheme.USED);
  }

  @Override
  protected boolean hasEverything() {
    return false;
  }

  @Override
  protected String suffix() {
    return ".txt";
  }

  @Override
  protected String shown(String body) {
    return body.replace("&", "\n&") + "\n";
  }
}

package dev.headroom.export.splunk;

import static dev.headroom.export.http.JsonBuffer.json;
import static dev.headroom.export.http.JsonBuffer.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterTypes;
import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.export.http.Batches;
import dev.headroom.export.http.JsonBuffer;
import dev.headroom.export.http.Shipment;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A metrics index of Splunk: one object per limit, with its values as multiple measurements (Splunk
 * 8.0 and later). A body is one object after another, not a list.
 */
@ApplicationScoped
public class SplunkMetricsExporter implements Exporter {
  /** Splunk Cloud recommends at most 1 MB, and does not say whether compressed. */
  static final int MAX_BYTES = 1_000_000;

  private static final Batches.Layout LAYOUT =
      new Batches.Layout("", "\n", "", MAX_BYTES, MAX_BYTES);

  /** Splunk takes any time. */
  private static final Shipment ANY_TIME =
      new Shipment(Duration.ofDays(3_650), Duration.ofDays(3_650));

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] TIME = json("{\"time\":");
  private static final Map<String, byte[]> MEASUREMENTS =
      Scheme.METRICS.stream()
          .collect(Collectors.toMap(m -> m, m -> json("\"metric_name:" + m + "\":")));

  private static final byte[] COMMA = json(",");
  private static final byte[] LIMIT = json(",\"" + Scheme.LIMIT + "\":");
  private static final byte[] INTEGRATION = json(",\"" + Scheme.INTEGRATION + "\":");
  private static final byte[] END = json("}}");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public SplunkMetricsExporter(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return ExporterTypes.SPLUNK;
  }

  @Override
  public ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now) {
    String token = "Splunk " + store.require(ExporterTypes.TOKEN);
    String url = TargetHttp.below(store.require(ExporterTypes.URL), "/services/collector");
    TargetHttp calls = new TargetHttp(http, store, now);
    Batches batches =
        new Batches(
            LAYOUT,
            body ->
                calls.attempt(
                    SplunkMetricsApi.class,
                    url,
                    api -> api.post(token, "gzip", body),
                    reply -> reply.status() == 200 && isSuccess(reply),
                    (reply, byStatus) -> byStatus));
    Encoding encoding = new Encoding(store.find(ExporterTypes.INDEX));
    return ANY_TIME.ship(readings, match, now, encoding::add, batches, Shipment.Remark.NONE);
  }

  /** Code 0; anything else under 200 is not an answer of Splunk. */
  private static boolean isSuccess(HttpOutcome.Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body().bytes());
      return body != null && body.path("code").asInt(-1) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Encodes points; what repeats is kept. */
  private static final class Encoding implements LimitPoint.Values {
    private final byte[] index;
    private final Map<String, byte[]> names = new HashMap<>();
    private final JsonBuffer item = new JsonBuffer();
    private int measurements;

    Encoding(Optional<String> index) {
      this.index =
          index
              .map(name -> new JsonBuffer().add(json(",\"index\":")).add(quoted(name)).bytes())
              .orElse(new byte[0]);
    }

    boolean add(
        OrgReadings org,
        List<Scheme.Attribute> attributes,
        List<LimitPoint> points,
        Batches batches) {
      JsonBuffer dimensions = new JsonBuffer();
      for (Scheme.Attribute one : attributes) {
        dimensions.add(json(",")).add(quoted(one.name())).add(json(":")).add(quoted(one.value()));
      }
      JsonBuffer head =
          new JsonBuffer()
              .add(TIME)
              .add(org.slot().getEpochSecond())
              .add(json(",\"event\":\"metric\",\"source\":\"headroom\",\"host\":"))
              .add(quoted(org.org().value()))
              .add(index)
              .add(json(",\"fields\":{"));
      for (LimitPoint point : points) {
        item.clear().add(head);
        measurements = 0;
        int values = point.forEach(this);
        item.add(LIMIT).add(name(point.limit().value())).add(dimensions).add(END);
        if (!batches.add(item, values)) {
          return false;
        }
      }
      for (Map.Entry<String, Long> one : org.calls().entrySet()) {
        item.clear().add(head);
        measurements = 0;
        whole(Scheme.CALLS, one.getValue());
        item.add(INTEGRATION).add(name(one.getKey())).add(dimensions).add(END);
        if (!batches.add(item, 1)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void whole(String metric, long value) {
      begin(metric).add(value);
    }

    @Override
    public void decimal(String metric, double value) {
      begin(metric).add(value);
    }

    private JsonBuffer begin(String metric) {
      if (measurements++ > 0) {
        item.add(COMMA);
      }
      return item.add(Objects.requireNonNull(MEASUREMENTS.get(metric)));
    }

    private byte[] name(String text) {
      return names.computeIfAbsent(text, JsonBuffer::quoted);
    }
  }
}

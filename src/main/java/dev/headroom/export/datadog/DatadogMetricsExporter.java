package dev.headroom.export.datadog;

import static dev.headroom.export.http.JsonBuffer.json;

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
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import dev.headroom.notify.http.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Datadog's metrics: each value is a series with one point. No series names a host, since Datadog
 * bills hosts.
 */
@ApplicationScoped
public class DatadogMetricsExporter implements Exporter {
  /** "Maximum payload size [...] 5 megabytes" decompressed, less a margin. */
  static final int MAX_BYTES = 4_500_000;

  /** "500 kilobytes (512000 bytes)". */
  static final int MAX_COMPRESSED = 512_000;

  /** "Up to 200 characters" for a tag. */
  static final int MAX_TAG_CHARS = 200;

  /** "Not more than 1 hour old" and "not more than 10 minutes in the future", less transit. */
  private static final Shipment HOUR = new Shipment(Duration.ofMinutes(59), Duration.ofMinutes(9));

  private static final int ACCEPTED = 202;
  private static final Batches.Layout LAYOUT =
      new Batches.Layout("{\"series\":[", ",", "]}", MAX_BYTES, MAX_COMPRESSED);

  private static final Map<String, byte[]> SERIES =
      Scheme.METRICS.stream().collect(Collectors.toMap(m -> m, DatadogMetricsExporter::series));

  private static final byte[] VALUE = json(",\"value\":");
  private static final byte[] TAGS = json("}],\"tags\":[");
  private static final byte[] COMMA = json(",");
  private static final byte[] END = json("]}");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public DatadogMetricsExporter(OutboundHttp http) {
    this.http = http;
  }

  /** Type 3 is a gauge. */
  private static byte[] series(String metric) {
    return json("{\"metric\":\"" + metric + "\",\"type\":3,\"points\":[{\"timestamp\":");
  }

  @Override
  public TargetType type() {
    return ExporterTypes.DATADOG;
  }

  @Override
  public ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now) {
    String key = store.require(ExporterTypes.API_KEY);
    String url =
        TargetHttp.below(
            store.find(ExporterTypes.URL).orElse("https://api.datadoghq.com"), "/api/v2/series");
    TargetHttp calls = new TargetHttp(http, store, now);
    Batches batches =
        new Batches(
            LAYOUT,
            body ->
                calls.attempt(
                    DatadogMetricsApi.class,
                    url,
                    api -> api.post(key, "gzip", body),
                    reply -> reply.status() == ACCEPTED,
                    (reply, byStatus) -> byStatus));
    return HOUR.ship(readings, match, now, new Encoding()::add, batches, Shipment.Remark.NONE);
  }

  /** Encodes points; what repeats is kept. */
  private static final class Encoding implements LimitPoint.Values {
    private final Map<String, byte[]> limits = new HashMap<>();
    private final JsonBuffer item = new JsonBuffer();
    private final JsonBuffer shared = new JsonBuffer();
    private byte[] own = END;
    private long at;

    boolean add(
        OrgReadings org,
        List<Scheme.Attribute> attributes,
        List<LimitPoint> points,
        Batches batches) {
      shared.clear();
      for (Scheme.Attribute one : attributes) {
        shared.add(COMMA).add(tag(one.name(), one.value()));
      }
      shared.add(END);
      at = org.slot().getEpochSecond();
      for (LimitPoint point : points) {
        item.clear();
        own = limits.computeIfAbsent(point.limit().value(), name -> tag(Scheme.LIMIT, name));
        if (!batches.add(item, point.forEach(this))) {
          return false;
        }
      }
      for (Map.Entry<String, Long> one : org.calls().entrySet()) {
        item.clear();
        own = tag(Scheme.INTEGRATION, one.getKey());
        whole(Scheme.CALLS, one.getValue());
        if (!batches.add(item, 1)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void whole(String metric, long value) {
      begin(metric).add(value).add(TAGS).add(own).add(shared);
    }

    @Override
    public void decimal(String metric, double value) {
      begin(metric).add(value).add(TAGS).add(own).add(shared);
    }

    private JsonBuffer begin(String metric) {
      if (item.size() > 0) {
        item.add(COMMA);
      }
      return item.add(Objects.requireNonNull(SERIES.get(metric))).add(at).add(VALUE);
    }

    private static byte[] tag(String name, String value) {
      String kept = Texts.cut(name, MAX_TAG_CHARS / 2);
      return JsonBuffer.quoted(Texts.cut(kept + ":" + value, MAX_TAG_CHARS));
    }
  }
}

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

  private static final byte[] USED = series(Scheme.USED);
  private static final byte[] MAX = series(Scheme.MAX);
  private static final byte[] REMAINING = series(Scheme.REMAINING);
  private static final byte[] HOURS = series(Scheme.PROJECTED_HOURS);
  private static final byte[] CALLS = series(Scheme.CALLS);
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
                calls.call(
                    DatadogMetricsApi.class,
                    url,
                    api -> api.post(key, "gzip", body),
                    reply -> reply.status() == ACCEPTED,
                    (reply, byStatus) -> byStatus));
    return HOUR.ship(readings, match, now, new Encoding()::add, batches, Shipment.Remark.NONE);
  }

  /** Encodes points; what repeats is kept. */
  private static final class Encoding {
    private final Map<String, byte[]> limits = new HashMap<>();
    private final JsonBuffer item = new JsonBuffer();
    private final JsonBuffer tags = new JsonBuffer();

    boolean add(
        OrgReadings org,
        List<Scheme.Attribute> attributes,
        List<LimitPoint> points,
        Batches batches) {
      tags.clear();
      for (Scheme.Attribute one : attributes) {
        tags.add(COMMA).add(tag(one.name(), one.value()));
      }
      tags.add(END);
      long at = org.slot().getEpochSecond();
      for (LimitPoint point : points) {
        byte[] limit =
            limits.computeIfAbsent(point.limit().value(), name -> tag(Scheme.LIMIT, name));
        item.clear();
        long values = 1;
        one(USED, at).add(point.used());
        tagged(limit);
        if (point.capped()) {
          item.add(COMMA);
          one(MAX, at).add(point.max());
          tagged(limit).add(COMMA);
          one(REMAINING, at).add(point.remaining());
          tagged(limit);
          values += 2;
        }
        if (point.projectedHours() != null) {
          item.add(COMMA);
          one(HOURS, at).add(point.projectedHours().doubleValue());
          tagged(limit);
          values++;
        }
        if (!batches.add(item, values)) {
          return false;
        }
      }
      for (Map.Entry<String, Long> one : org.calls().entrySet()) {
        item.clear();
        one(CALLS, at).add(one.getValue().longValue());
        tagged(tag(Scheme.INTEGRATION, one.getKey()));
        if (!batches.add(item, 1)) {
          return false;
        }
      }
      return true;
    }

    private JsonBuffer one(byte[] series, long at) {
      return item.add(series).add(at).add(VALUE);
    }

    private JsonBuffer tagged(byte[] own) {
      return item.add(TAGS).add(own).add(tags);
    }

    private static byte[] tag(String name, String value) {
      String kept = Texts.cut(name, MAX_TAG_CHARS / 2);
      return JsonBuffer.quoted(Texts.cut(kept + ":" + value, MAX_TAG_CHARS));
    }
  }
}

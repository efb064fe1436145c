package dev.headroom.export.newrelic;

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
 * New Relic's Metric API: one object per org, whose attributes its metrics share. Values that New
 * Relic cannot use are reported there, as {@code NrIntegrationError}.
 */
@ApplicationScoped
public class NewRelicExporter implements Exporter {
  /** Before compression; New Relic names no limit for it. */
  static final int MAX_BYTES = 4_000_000;

  /** "1MB(10^6 bytes) per POST". */
  static final int MAX_COMPRESSED = 1_000_000;

  /** Attributes: names of at most 255 characters, texts of at most 4,096. */
  static final int MAX_NAME_CHARS = 255;

  static final int MAX_VALUE_CHARS = 4_096;

  /** "Older than 48 hours" or "more than 24 hours in the future" is dropped; less transit. */
  private static final Shipment TWO_DAYS = new Shipment(Duration.ofHours(47), Duration.ofHours(23));

  private static final int ACCEPTED = 202;
  private static final Batches.Layout LAYOUT =
      new Batches.Layout("[", ",", "]", MAX_BYTES, MAX_COMPRESSED);

  private static final byte[] USED = metric(Scheme.USED);
  private static final byte[] MAX = metric(Scheme.MAX);
  private static final byte[] REMAINING = metric(Scheme.REMAINING);
  private static final byte[] HOURS = metric(Scheme.PROJECTED_HOURS);
  private static final byte[] CALLS = metric(Scheme.CALLS);
  private static final byte[] COMMA = json(",");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public NewRelicExporter(OutboundHttp http) {
    this.http = http;
  }

  private static byte[] metric(String name) {
    return json("{\"name\":\"" + name + "\",\"type\":\"gauge\",\"value\":");
  }

  @Override
  public TargetType type() {
    return ExporterTypes.NEW_RELIC;
  }

  @Override
  public ExportResult ship(
      Iterable<OrgReadings> readings, ExportMatch match, ResolvedTarget store, Instant now) {
    String key = store.require(ExporterTypes.API_KEY);
    String url = store.find(ExporterTypes.URL).orElse("https://metric-api.newrelic.com/metric/v1");
    TargetHttp calls = new TargetHttp(http, store, now);
    Batches batches =
        new Batches(
            LAYOUT,
            body ->
                calls.call(
                    NewRelicApi.class,
                    url,
                    api -> api.post(key, "gzip", body),
                    reply -> reply.status() == ACCEPTED,
                    (reply, byStatus) -> byStatus));
    return TWO_DAYS.ship(readings, match, now, new Encoding()::add, batches, Shipment.Remark.NONE);
  }

  /** Encodes points; what repeats is kept. */
  private static final class Encoding {
    private final Map<String, byte[]> ends = new HashMap<>();
    private final JsonBuffer item = new JsonBuffer();

    boolean add(
        OrgReadings org,
        List<Scheme.Attribute> attributes,
        List<LimitPoint> points,
        Batches batches) {
      item.clear()
          .add(json("{\"common\":{\"timestamp\":"))
          .add(org.slot().toEpochMilli())
          .add(json(",\"attributes\":{"));
      for (int i = 0; i < attributes.size(); i++) {
        Scheme.Attribute one = attributes.get(i);
        item.add(json(i == 0 ? "" : ","))
            .add(JsonBuffer.quoted(Texts.cut(one.name(), MAX_NAME_CHARS)))
            .add(json(":"))
            .add(JsonBuffer.quoted(Texts.cut(one.value(), MAX_VALUE_CHARS)));
      }
      item.add(json("}},\"metrics\":["));
      long values = 0;
      for (LimitPoint point : points) {
        byte[] end =
            ends.computeIfAbsent(point.limit().value(), name -> attribute(Scheme.LIMIT, name));
        next(values++).add(USED).add(point.used()).add(end);
        if (point.capped()) {
          next(values++).add(MAX).add(point.max()).add(end);
          next(values++).add(REMAINING).add(point.remaining()).add(end);
        }
        if (point.projectedHours() != null) {
          next(values++).add(HOURS).add(point.projectedHours().doubleValue()).add(end);
        }
      }
      for (Map.Entry<String, Long> one : org.calls().entrySet()) {
        next(values++)
            .add(CALLS)
            .add(one.getValue().longValue())
            .add(attribute(Scheme.INTEGRATION, one.getKey()));
      }
      item.add(json("]}"));
      return batches.add(item, values);
    }

    private JsonBuffer next(long before) {
      return before == 0 ? item : item.add(COMMA);
    }

    private static byte[] attribute(String name, String value) {
      return new JsonBuffer()
          .add(json(",\"attributes\":{\"" + name + "\":"))
          .add(JsonBuffer.quoted(value))
          .add(json("}}"))
          .bytes();
    }
  }
}

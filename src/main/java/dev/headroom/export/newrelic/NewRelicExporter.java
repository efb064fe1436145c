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
import java.util.Objects;
import java.util.stream.Collectors;

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

  private static final Map<String, byte[]> METRICS =
      Scheme.METRICS.stream().collect(Collectors.toMap(m -> m, NewRelicExporter::metric));

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
                calls.attempt(
                    NewRelicApi.class,
                    url,
                    api -> api.post(key, "gzip", body),
                    reply -> reply.status() == ACCEPTED,
                    (reply, byStatus) -> byStatus));
    return TWO_DAYS.ship(readings, match, now, new Encoding()::add, batches, Shipment.Remark.NONE);
  }

  /** Encodes points; what repeats is kept. */
  private static final class Encoding implements LimitPoint.Values {
    private final Map<String, byte[]> ends = new HashMap<>();
    private final JsonBuffer item = new JsonBuffer();
    private byte[] own = COMMA;
    private long values;

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
      values = 0;
      for (LimitPoint point : points) {
        own = ends.computeIfAbsent(point.limit().value(), name -> attribute(Scheme.LIMIT, name));
        point.forEach(this);
      }
      for (Map.Entry<String, Long> one : org.calls().entrySet()) {
        own = attribute(Scheme.INTEGRATION, one.getKey());
        whole(Scheme.CALLS, one.getValue());
      }
      item.add(json("]}"));
      return batches.add(item, values);
    }

    @Override
    public void whole(String metric, long value) {
      begin(metric).add(value).add(own);
    }

    @Override
    public void decimal(String metric, double value) {
      begin(metric).add(value).add(own);
    }

    private JsonBuffer begin(String metric) {
      if (values++ > 0) {
        item.add(COMMA);
      }
      return item.add(Objects.requireNonNull(METRICS.get(metric)));
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

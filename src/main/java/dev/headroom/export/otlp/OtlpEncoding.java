package dev.headroom.export.otlp;

import static dev.headroom.export.http.JsonBuffer.json;

import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.export.http.Batches;
import dev.headroom.export.http.JsonBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the points of one org as a {@code ResourceMetrics}: gauges whose data points have all
 * attributes, because receivers that make labels of them leave out those of the resource. Names are
 * in lower camel case, 64-bit numbers are texts. There is no unit: receivers add it to the name.
 */
final class OtlpEncoding {
  private static final byte[] OPEN =
      json(
          "{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":"
              + "\"headroom\"}}]},\"scopeMetrics\":[{\"scope\":{\"name\":\"headroom\"},\"metrics\":[");

  private static final byte[] CLOSE = json("]}]}");
  private static final byte[] POINT = json("{\"timeUnixNano\":\"");
  private static final byte[] INT = json("000000000\",\"asInt\":\"");
  private static final byte[] DOUBLE = json("000000000\",\"asDouble\":");
  private static final byte[] INT_ATTRIBUTES = json("\",\"attributes\":[");
  private static final byte[] DOUBLE_ATTRIBUTES = json(",\"attributes\":[");
  private static final byte[] COMMA = json(",");

  private final Map<String, byte[]> limits = new HashMap<>();
  private final JsonBuffer item = new JsonBuffer();
  private final JsonBuffer shared = new JsonBuffer();
  private int metrics;
  private int dataPoints;

  boolean add(
      OrgReadings org,
      List<Scheme.Attribute> attributes,
      List<LimitPoint> points,
      Batches batches) {
    shared.clear();
    attributes.forEach(a -> shared.add(COMMA).add(attribute(a.name(), a.value())));
    shared.add(json("]}"));
    item.clear().add(OPEN);
    metrics = 0;
    long at = org.slot().getEpochSecond();
    long values = 0;
    values += metric(Scheme.USED, () -> points.forEach(p -> whole(at, p.used(), limit(p))));
    values +=
        metric(
            Scheme.MAX,
            () ->
                points.stream()
                    .filter(LimitPoint::capped)
                    .forEach(p -> whole(at, p.max(), limit(p))));
    values +=
        metric(
            Scheme.REMAINING,
            () ->
                points.stream()
                    .filter(LimitPoint::capped)
                    .forEach(p -> whole(at, p.remaining(), limit(p))));
    values += metric(Scheme.PROJECTED_HOURS, () -> points.forEach(p -> hours(at, p)));
    values +=
        metric(
            Scheme.CALLS,
            () ->
                org.calls()
                    .forEach((id, calls) -> whole(at, calls, attribute(Scheme.INTEGRATION, id))));
    item.add(CLOSE);
    return batches.add(item, values);
  }

  /** Adds a metric with the points that {@code add} adds, unless there are none. */
  private int metric(String name, Runnable add) {
    int before = item.size();
    item.add(json(metrics == 0 ? "" : ","))
        .add(json("{\"name\":\"" + name + "\",\"gauge\":{\"dataPoints\":["));
    dataPoints = 0;
    add.run();
    if (dataPoints == 0) {
      item.cut(before);
      return 0;
    }
    item.add(json("]}}"));
    metrics++;
    return dataPoints;
  }

  private void whole(long at, long value, byte[] own) {
    next().add(POINT).add(at).add(INT).add(value).add(INT_ATTRIBUTES).add(own).add(shared);
  }

  private void hours(long at, LimitPoint point) {
    if (point.projectedHours() != null) {
      next()
          .add(POINT)
          .add(at)
          .add(DOUBLE)
          .add(point.projectedHours().doubleValue())
          .add(DOUBLE_ATTRIBUTES)
          .add(limit(point))
          .add(shared);
    }
  }

  private JsonBuffer next() {
    return dataPoints++ == 0 ? item : item.add(COMMA);
  }

  private byte[] limit(LimitPoint point) {
    return limits.computeIfAbsent(point.limit().value(), name -> attribute(Scheme.LIMIT, name));
  }

  private static byte[] attribute(String name, String value) {
    return new JsonBuffer()
        .add(json("{\"key\":"))
        .add(JsonBuffer.quoted(name))
        .add(json(",\"value\":{\"stringValue\":"))
        .add(JsonBuffer.quoted(value))
        .add(json("}}"))
        .bytes();
  }
}

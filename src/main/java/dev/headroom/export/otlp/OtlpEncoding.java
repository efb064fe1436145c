package dev.headroom.export.otlp;

import static dev.headroom.export.http.JsonBuffer.json;

import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.export.http.Batches;
import dev.headroom.export.http.JsonBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Encodes the points of one org as a {@code ResourceMetrics}: gauges whose data points have all
 * attributes, because receivers that make labels of them leave out those of the resource. Names are
 * in lower camel case, 64-bit numbers are texts. There is no unit: receivers add it to the name.
 *
 * <p>Most of a body is attributes. Those of a limit are written once per org and copied into each
 * of its metrics.
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
  private static final byte[] QUOTE = json("\"");
  private static final byte[] ATTRIBUTES = json(",\"attributes\":[");
  private static final byte[] COMMA = json(",");

  private final Map<String, byte[]> limits = new HashMap<>();
  private final JsonBuffer item = new JsonBuffer();
  private final JsonBuffer shared = new JsonBuffer();

  /** What precedes every whole number of the org. */
  private final JsonBuffer head = new JsonBuffer();

  /** The attributes of each point, in their order; point {@code i} ends at {@code ends[i]}. */
  private final JsonBuffer tails = new JsonBuffer();

  private int[] ends = new int[128];
  private int metrics;
  private int dataPoints;

  boolean add(
      OrgReadings org,
      List<Scheme.Attribute> attributes,
      List<LimitPoint> points,
      Batches batches) {
    long at = org.slot().getEpochSecond();
    head.clear().add(POINT).add(at).add(INT);
    shared.clear();
    attributes.forEach(a -> shared.add(COMMA).add(attribute(a.name(), a.value())));
    shared.add(json("]}"));
    writeTails(points);
    item.clear().add(OPEN);
    metrics = 0;
    long values =
        metric(Scheme.USED, () -> whole(points, p -> true, LimitPoint::used))
            + metric(Scheme.MAX, () -> whole(points, LimitPoint::capped, LimitPoint::max))
            + metric(
                Scheme.REMAINING, () -> whole(points, LimitPoint::capped, LimitPoint::remaining))
            + metric(Scheme.PROJECTED_HOURS, () -> hours(at, points))
            + metric(Scheme.CALLS, () -> calls(org));
    item.add(CLOSE);
    return batches.add(item, values);
  }

  private void writeTails(List<LimitPoint> points) {
    tails.clear();
    ends = points.size() > ends.length ? Arrays.copyOf(ends, points.size()) : ends;
    for (int i = 0; i < points.size(); i++) {
      byte[] limit =
          limits.computeIfAbsent(
              points.get(i).limit().value(), name -> attribute(Scheme.LIMIT, name));
      tails.add(ATTRIBUTES).add(limit).add(shared);
      ends[i] = tails.size();
    }
  }

  /** Adds a metric with the points that {@code add} adds, unless there are none. */
  private long metric(String name, Runnable add) {
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

  private void whole(
      List<LimitPoint> points, Predicate<LimitPoint> has, ToLongFunction<LimitPoint> value) {
    for (int i = 0; i < points.size(); i++) {
      LimitPoint point = points.get(i);
      if (has.test(point)) {
        next().add(head).add(value.applyAsLong(point)).add(QUOTE);
        addTail(i);
      }
    }
  }

  private void hours(long at, List<LimitPoint> points) {
    for (int i = 0; i < points.size(); i++) {
      Double hours = points.get(i).projectedHours();
      if (hours != null) {
        next().add(POINT).add(at).add(DOUBLE).add(hours.doubleValue());
        addTail(i);
      }
    }
  }

  private void calls(OrgReadings org) {
    org.calls()
        .forEach(
            (id, calls) ->
                next()
                    .add(head)
                    .add(calls)
                    .add(QUOTE)
                    .add(ATTRIBUTES)
                    .add(attribute(Scheme.INTEGRATION, id))
                    .add(shared));
  }

  private void addTail(int point) {
    item.add(tails, point == 0 ? 0 : ends[point - 1], ends[point]);
  }

  private JsonBuffer next() {
    return dataPoints++ == 0 ? item : item.add(COMMA);
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

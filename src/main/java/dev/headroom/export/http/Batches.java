package dev.headroom.export.http;

import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.http.TargetHttp;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins items into bodies within a store's caps, and sends each body as soon as it is full. */
public final class Batches {
  /** Content Too Large: RFC 9110, 15.5.14. */
  private static final int TOO_LARGE = 413;

  private final Layout layout;
  private final Function<byte[], TargetHttp.Attempt> send;
  private final JsonBuffer body = new JsonBuffer();
  private int[] ends = new int[1024];
  private long[] points = new long[1024];
  private int items;
  private long accepted;
  private int requests;
  private @Nullable DeliveryResult failure;

  /**
   * How items become a body, and how large one may be.
   *
   * @param maxBytes before compression
   * @param maxCompressed after it
   */
  public record Layout(
      String open, String separator, String close, int maxBytes, int maxCompressed) {}

  /**
   * Sends bodies of this layout.
   *
   * @param send given a compressed body, makes one request
   */
  public Batches(Layout layout, Function<byte[], TargetHttp.Attempt> send) {
    this.layout = layout;
    this.send = send;
  }

  /**
   * Adds an item; what is full is sent first.
   *
   * @param values how many values the item has
   * @return false if nothing more needs to be added, because a request has failed
   */
  public boolean add(JsonBuffer item, long values) {
    if (items > 0 && body.size() + item.size() > layout.maxBytes()) {
      flush();
    }
    if (failure != null) {
      return false;
    }
    if (items > 0) {
      body.add(JsonBuffer.json(layout.separator()));
    }
    body.add(item);
    if (items == ends.length) {
      ends = Arrays.copyOf(ends, 2 * items);
      points = Arrays.copyOf(points, 2 * items);
    }
    ends[items] = body.size();
    points[items++] = values;
    return true;
  }

  /** Sends what is left. */
  public void flush() {
    if (items > 0 && failure == null) {
      send(0, items);
    }
    body.clear();
    items = 0;
  }

  /**
   * Sends items, as two bodies if they are too large as one: by the layout, or because the store
   * says so. An item that is too large alone is a failure.
   */
  private void send(int from, int to) {
    int separator = from == 0 ? 0 : layout.separator().length();
    int begin = from == 0 ? 0 : ends[from - 1] + separator;
    byte[] compressed =
        body.gzip(
            JsonBuffer.json(layout.open()), begin, ends[to - 1], JsonBuffer.json(layout.close()));
    if (compressed.length > layout.maxCompressed() && to - from > 1) {
      sendHalves(from, to);
      return;
    }
    requests++;
    TargetHttp.Attempt attempt = send.apply(compressed);
    if (attempt.result() instanceof DeliveryResult.Accepted) {
      for (int i = from; i < to; i++) {
        accepted += points[i];
      }
    } else if (attempt.reply() != null && attempt.reply().status() == TOO_LARGE && to - from > 1) {
      sendHalves(from, to);
    } else {
      failure = attempt.result();
    }
  }

  private void sendHalves(int from, int to) {
    int middle = (from + to) >>> 1;
    send(from, middle);
    if (failure == null) {
      send(middle, to);
    }
  }

  /** Returns the values that were accepted. */
  long accepted() {
    return accepted;
  }

  /** Returns the requests that were made. */
  int requests() {
    return requests;
  }

  /** Returns why a request failed; null if none did. */
  @Nullable DeliveryResult failure() {
    return failure;
  }
}

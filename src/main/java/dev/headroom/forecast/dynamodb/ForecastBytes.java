package dev.headroom.forecast.dynamodb;

import dev.headroom.forecast.StoredForecast;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.NameDictionary;
import dev.headroom.limits.LimitName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The two parts of an org's forecasts as compressed bytes; limits are stored as dictionary codes.
 */
final class ForecastBytes {
  /** A limit's part is far smaller; a larger one is damaged. */
  private static final int MAX_BYTES = 100_000;

  private final NameDictionary dictionary;

  ForecastBytes(NameDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** What changes with every reading. */
  byte[] quick(StoredForecasts forecasts) {
    return write(
        forecasts,
        (limit, out) -> {
          out.writeLong(limit.movedAt().getEpochSecond());
          Instant claimed = limit.claimedSince();
          out.writeLong(claimed == null ? 0 : claimed.getEpochSecond());
          bytes(out, limit.forecast().quick());
        });
  }

  /** What changes with the day. */
  byte[] slow(StoredForecasts forecasts) {
    return write(forecasts, (limit, out) -> bytes(out, limit.forecast().slow()));
  }

  /**
   * Combines both parts.
   *
   * @throws IOException if they are damaged, or belong to different limits
   */
  SortedMap<LimitName, StoredForecasts.Limit> read(byte[] quick, byte[] slow) throws IOException {
    Map<Integer, byte[]> slows = new HashMap<>();
    try (DataInputStream in = open(slow)) {
      for (int n = in.readInt(); n > 0; n--) {
        slows.put(in.readInt(), bytes(in));
      }
    }
    Map<Integer, StoredForecasts.Limit> limits = new HashMap<>();
    try (DataInputStream in = open(quick)) {
      for (int n = in.readInt(); n > 0; n--) {
        int code = in.readInt();
        Instant moved = Instant.ofEpochSecond(in.readLong());
        long claimed = in.readLong();
        byte[] mine = bytes(in);
        byte[] week = slows.remove(code);
        if (week == null) {
          throw new IOException("limit " + code + " has no week");
        }
        limits.put(
            code,
            new StoredForecasts.Limit(
                new StoredForecast(mine, week),
                moved,
                claimed == 0 ? null : Instant.ofEpochSecond(claimed)));
      }
    }
    SortedMap<LimitName, StoredForecasts.Limit> named = new TreeMap<>();
    dictionary.namesOf(limits.keySet()).forEach((code, name) -> put(named, name, limits.get(code)));
    return named;
  }

  private static void put(
      SortedMap<LimitName, StoredForecasts.Limit> named,
      LimitName name,
      StoredForecasts.@Nullable Limit limit) {
    if (limit != null) {
      named.put(name, limit);
    }
  }

  @FunctionalInterface
  private interface LimitWriter {
    void write(StoredForecasts.Limit limit, DataOutputStream out) throws IOException;
  }

  private byte[] write(StoredForecasts forecasts, LimitWriter writer) {
    Map<LimitName, Integer> codes = dictionary.codesOf(forecasts.limits().keySet());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(forecasts.limits().size());
      for (Map.Entry<LimitName, StoredForecasts.Limit> e : forecasts.limits().entrySet()) {
        Integer code = codes.get(e.getKey());
        if (code == null) {
          throw new IllegalStateException(e.getKey() + " got no code");
        }
        out.writeInt(code);
        writer.write(e.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream open(byte[] packed) {
    return new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a part of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}

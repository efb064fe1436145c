package dev.headroom.usage.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads what a {@link Packer} wrote. */
final class Unpacker {
  /** Reads one value. */
  interface Part<T> {
    T read() throws IOException;
  }

  /** Nothing that is stored has more parts, or a longer text; more means damage. */
  private static final int MAX_SIZE = 1 << 20;

  private final ByteBuffer in;
  private final int version;

  /** Names occur on every day, and often in a day. */
  private final Map<ByteBuffer, String> texts = new HashMap<>();

  Unpacker(byte[] packed) throws IOException {
    // Inflated as a whole: a call of the inflater for each byte takes longer than all the rest.
    try (InflaterInputStream inflated =
        new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(), 1 << 13)) {
      in = ByteBuffer.wrap(inflated.readAllBytes());
    }
    version = (int) number();
  }

  /** Returns the version of the format that it was written in. */
  int version() {
    return version;
  }

  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = next(1).get();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a number that does not end");
  }

  boolean flag() throws IOException {
    return number() != 0;
  }

  long fixed() throws IOException {
    return next(Long.BYTES).getLong();
  }

  long half() throws IOException {
    return Integer.toUnsignedLong(next(Integer.BYTES).getInt());
  }

  double real() throws IOException {
    return Double.longBitsToDouble(fixed());
  }

  String text() throws IOException {
    int size = size();
    ByteBuffer utf8 = next(size).slice(in.position(), size);
    in.position(in.position() + size);
    String known = texts.get(utf8);
    if (known == null) {
      known = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
      texts.put(utf8, known);
    }
    return known;
  }

  List<String> texts() throws IOException {
    return all(this::text);
  }

  Instant millis() throws IOException {
    return Instant.ofEpochMilli(number());
  }

  OptionalLong maybe() throws IOException {
    return flag() ? OptionalLong.of(number()) : OptionalLong.empty();
  }

  <T> Optional<T> maybe(Part<T> part) throws IOException {
    return flag() ? Optional.of(part.read()) : Optional.empty();
  }

  <T> List<T> all(Part<T> part) throws IOException {
    int size = size();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(part.read());
    }
    return values;
  }

  /** Returns what is left, at least so many bytes. */
  private ByteBuffer next(int bytes) throws IOException {
    if (in.remaining() < bytes) {
      throw new EOFException("it ends too early");
    }
    return in;
  }

  private int size() throws IOException {
    long size = number();
    if (size < 0 || size > MAX_SIZE) {
      throw new IOException("a size of " + size);
    }
    return (int) size;
  }
}

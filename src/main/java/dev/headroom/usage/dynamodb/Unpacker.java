package dev.headroom.usage.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.InflaterInputStream;

/** Reads what a {@link Packer} wrote. */
final class Unpacker {
  /** Reads one value. */
  interface Part<T> {
    T read() throws IOException;
  }

  /** Nothing that is stored has more parts, or a longer text; more means damage. */
  private static final int MAX_SIZE = 1 << 20;

  private final DataInputStream in;
  private final int version;

  Unpacker(byte[] packed) throws IOException {
    in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)));
    version = (int) number();
  }

  /** Returns the version of the format that it was written in. */
  int version() {
    return version;
  }

  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readUnsignedByte();
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
    return in.readLong();
  }

  double real() throws IOException {
    return Double.longBitsToDouble(in.readLong());
  }

  String text() throws IOException {
    return new String(in.readNBytes(size()), StandardCharsets.UTF_8);
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

  private int size() throws IOException {
    long size = number();
    if (size < 0 || size > MAX_SIZE) {
      throw new IOException("a size of " + size);
    }
    return (int) size;
  }
}

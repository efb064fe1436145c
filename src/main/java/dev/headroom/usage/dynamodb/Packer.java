package dev.headroom.usage.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DeflaterOutputStream;

/** Writes values one after another, with numbers as short as possible, and compresses them. */
final class Packer {
  /** Writes one value. */
  interface Part<T> {
    void write(T value);
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes));

  /** Begins with the version of the format. */
  Packer(int version) {
    number(version);
  }

  Packer number(long value) {
    long left = (value << 1) ^ (value >> 63);
    try {
      while ((left & ~0x7FL) != 0) {
        out.writeByte((int) ((left & 0x7F) | 0x80));
        left >>>= 7;
      }
      out.writeByte((int) left);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }

  Packer flag(boolean value) {
    return number(value ? 1 : 0);
  }

  Packer fixed(long value) {
    try {
      out.writeLong(value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }

  /** Writes the lower 32 bits of a value that does not compress. */
  Packer half(long value) {
    try {
      out.writeInt((int) value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }

  Packer real(double value) {
    return fixed(Double.doubleToLongBits(value));
  }

  Packer text(String value) {
    byte[] utf8 = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    number(utf8.length);
    try {
      out.write(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }

  Packer texts(Collection<String> values) {
    return all(values, this::text);
  }

  Packer millis(Instant value) {
    return number(value.toEpochMilli());
  }

  Packer maybe(OptionalLong value) {
    flag(value.isPresent());
    return value.isPresent() ? number(value.getAsLong()) : this;
  }

  <T> Packer maybe(Optional<T> value, Part<T> part) {
    flag(value.isPresent());
    value.ifPresent(part::write);
    return this;
  }

  <T> Packer all(Collection<T> values, Part<T> part) {
    number(values.size());
    values.forEach(part::write);
    return this;
  }

  byte[] packed() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}

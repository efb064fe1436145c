package dev.headroom.access.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** JSON as compressed bytes. */
final class PackedJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PackedJson() {}

  static byte[] pack(JsonNode node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      JSON.writeValue(out, node);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns what {@link #pack} packed.
   *
   * @param what the owner of the bytes, named if they are damaged
   */
  static JsonNode unpack(byte[] packed, String what) {
    try {
      return JSON.readTree(new InflaterInputStream(new ByteArrayInputStream(packed)));
    } catch (IOException e) {
      throw new IllegalStateException(what + " is damaged", e);
    }
  }
}

package dev.headroom.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of an address after its path.
 *
 * @param path of the page or resource, as written
 * @param raw as written; empty if there was none
 * @param values by name, in the order in which they occur
 * @param unreadable the first part that cannot be decoded; null if all can
 */
public record Query(
    String path, String raw, Map<String, List<String>> values, @Nullable String unreadable) {
  private static final int HEX = 16;

  /** Parses the part of an address after its question mark; null if there is none. */
  public static Query of(String path, @Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String unreadable = null;
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      Optional<String> name = decoded(equals < 0 ? part : part.substring(0, equals));
      Optional<String> value = decoded(equals < 0 ? "" : part.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        unreadable = unreadable == null ? part : unreadable;
      } else if (!part.isEmpty()) {
        values.computeIfAbsent(name.get(), n -> new ArrayList<>()).add(value.get());
      }
    }
    return new Query(path, raw == null ? "" : raw, values, unreadable);
  }

  /** Returns a query without parameters. */
  public static Query none(String path) {
    return of(path, null);
  }

  private static Optional<String> decoded(String text) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(source.length);
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '%') {
        bytes.put(source[i] == '+' ? (byte) ' ' : source[i]);
        continue;
      }
      int high = i + 2 <= source.length - 1 ? Character.digit(source[i + 1], HEX) : -1;
      int low = i + 2 <= source.length - 1 ? Character.digit(source[i + 2], HEX) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high * HEX + low));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

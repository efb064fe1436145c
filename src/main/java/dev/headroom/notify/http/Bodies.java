package dev.headroom.notify.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Creates bodies in JSON. */
public final class Bodies {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Bodies() {}

  /** Returns an object of texts, numbers, booleans, null, and lists and maps of these, in UTF-8. */
  public static byte[] json(Map<String, ? extends @Nullable Object> object) {
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers, lists and maps are always JSON", e);
    }
  }

  /** Returns the same as text. */
  public static String text(Map<String, ? extends @Nullable Object> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers, lists and maps are always JSON", e);
    }
  }

  /**
   * Returns the first body of at most {@code mostBytes}. A message that a receiver would refuse for
   * its size is made smaller rather than not sent.
   *
   * @param body makes a body by the number of its try, from 0, each smaller than the one before
   * @param tries after this many the last one is used, whatever its size
   */
  public static byte[] within(int mostBytes, int tries, IntFunction<byte[]> body) {
    byte[] made = body.apply(0);
    for (int i = 1; i < tries && made.length > mostBytes; i++) {
      made = body.apply(i);
    }
    return made;
  }

  /**
   * Returns the beginning of {@code texts} that has at most {@code mostChars} in names and values.
   * A value that does not fit is left out, and smaller ones after it may still fit.
   *
   * @param mostCharsEach a longer value is cut
   */
  public static SequencedMap<String, String> fitting(
      SequencedMap<String, String> texts, int mostChars, int mostCharsEach) {
    SequencedMap<String, String> fitting = new LinkedHashMap<>();
    int chars = 0;
    for (Map.Entry<String, String> one : texts.entrySet()) {
      String name = Texts.cut(one.getKey(), mostCharsEach);
      String value = Texts.cut(one.getValue(), mostCharsEach);
      if (chars + name.length() + value.length() <= mostChars) {
        chars += name.length() + value.length();
        fitting.put(name, value);
      }
    }
    return fitting;
  }
}

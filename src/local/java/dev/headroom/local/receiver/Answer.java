package dev.headroom.local.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * A receiver's answer.
 *
 * @param mediaType of the body; empty if there is no body
 */
public record Answer(int status, String mediaType, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, "", "");
  }

  /** An answer in plain text. */
  public static Answer text(int status, String body) {
    return new Answer(status, "text/plain", body);
  }

  /** Returns an answer in JSON, its members sorted by name. */
  public static Answer json(int status, Map<String, ?> body) {
    try {
      return new Answer(status, "application/json", JSON.writeValueAsString(new TreeMap<>(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers, lists and maps are always JSON", e);
    }
  }
}

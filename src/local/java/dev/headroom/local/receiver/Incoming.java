package dev.headroom.local.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to a receiver.
 *
 * @param path after the address of the target, with its query; empty if there is none
 * @param headers names in lower case
 */
public record Incoming(String method, String path, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Incoming {
    headers = Map.copyOf(new TreeMap<>(headers));
  }

  /** Returns a header's value; empty if it is absent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Returns the body as JSON; missing if it is not JSON. */
  public JsonNode json() {
    return json(body);
  }

  /** Returns {@code text} as JSON; missing if it is not JSON. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the bytes of the body. */
  public int bytes() {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }
}

package dev.headroom.local.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that a receiver got.
 *
 * @param path behind the address of the target, with its query; empty when there is none
 * @param headers names in lower case
 */
public record Incoming(String method, String path, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Incoming {
    headers = Map.copyOf(new TreeMap<>(headers));
  }

  /** A header's value; empty when it is not there. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as JSON; missing when it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Bytes of the body. */
  public int bytes() {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }
}

package dev.headroom.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeded mutations of JSON that stay JSON: one to three values become ones of other types, sizes
 * and depths, members are left out, or stand in lists. The same seed gives the same texts.
 */
public final class OddJson {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamWriteConstraints(
                  StreamWriteConstraints.builder().maxNestingDepth(9_000).build())
              .build());
  private static final int DEPTH = 900;

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "\"\\u0000\\u202e\\r\\nERROR forged\"",
          "\"\\ud800\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "{\"S\":null}",
          "[{\"S\":\"a\"}]",
          "[".repeat(DEPTH) + "]".repeat(DEPTH),
          "\"" + "a".repeat(70_000) + "\"",
          "\"" + "eyJaaaaa.".repeat(5_000) + "\"");

  private final Random random;

  /** Mutations that begin with {@code seed}. */
  public OddJson(long seed) {
    this.random = new Random(seed);
  }

  /** {@code json}, mutated. */
  public String of(String json) throws JsonProcessingException {
    JsonNode root = JSON.readTree(json);
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      List<Consumer<JsonNode>> places = new ArrayList<>();
      collect(root, places);
      if (places.isEmpty() || random.nextInt(40) == 0) {
        root = value();
      } else {
        places.get(random.nextInt(places.size())).accept(value());
      }
    }
    return JSON.writeValueAsString(root);
  }

  private JsonNode value() throws JsonProcessingException {
    return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
  }

  /** Where a value can be put: in the place of each there is, and in that of its name. */
  private void collect(JsonNode node, List<Consumer<JsonNode>> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              member -> {
                String name = member.getKey();
                places.add(value -> object.set(name, value));
                places.add(value -> object.remove(name));
                places.add(value -> object.set(name, JSON.createArrayNode().add(object.get(name))));
                collect(member.getValue(), places);
              });
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        places.add(value -> list.set(at, value));
        places.add(list::add);
        collect(list.get(i), places);
      }
    }
  }
}

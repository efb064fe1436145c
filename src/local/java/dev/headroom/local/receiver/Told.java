package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * What a message says; an empty text stands for what it does not say.
 *
 * @param title its first line
 * @param word what happened to the alert, such as {@code opened}
 * @param org the org's id
 */
public record Told(String title, String word, String severity, String org) {

  /** Returns the first text that one of {@code pointers} leads to. */
  static String first(JsonNode body, String... pointers) {
    return Stream.of(pointers)
        .map(body::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }
}

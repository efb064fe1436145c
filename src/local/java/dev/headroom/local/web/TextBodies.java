package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.fleet.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads request bodies that are JSON objects of texts. */
@ApplicationScoped
class TextBodies {
  private static final String BODY = "body";

  private final ObjectMapper json;

  TextBodies(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Returns the members of {@code body}; null members are left out.
   *
   * @param known the members that it may have
   * @param what the body describes, for violations
   * @param violations receives what is wrong
   */
  Map<String, String> texts(
      String body, List<String> known, String what, List<Violation> violations) {
    Map<String, String> members = new HashMap<>();
    String remedy = "Send {" + String.join(", ", known) + "}.";
    JsonNode node;
    try {
      node = json.readTree(body);
    } catch (JsonProcessingException e) {
      node = json.missingNode();
    }
    if (!node.isObject()) {
      violations.add(new Violation(BODY, null, "is not a JSON object", remedy));
      return members;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!known.contains(member.getKey())) {
        violations.add(new Violation(member.getKey(), null, "is not a member of " + what, remedy));
      } else if (member.getValue().isTextual()) {
        members.put(member.getKey(), member.getValue().textValue());
      } else if (!member.getValue().isNull()) {
        violations.add(
            new Violation(member.getKey(), null, "is not text", "Write it as text, in quotes."));
      }
    }
    return members;
  }
}

package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.alert.Severity;
import dev.headroom.org.OrgId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a message what a person wants to know first, whichever target it was made for. */
final class MessageReader {
  /** How titles end: the level, or that it is over. */
  private static final Pattern LEVEL =
      Pattern.compile("\\((resolved|attention|escalation|exhausted)\\b");

  private static final Pattern EMOJI = Pattern.compile("^:[a-z_]+:\\s*");
  private static final Pattern ORG_FIRST = Pattern.compile("^([a-z0-9-]{1,64}): ");

  private final ObjectMapper json;

  MessageReader(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The gist of a message.
   *
   * @param title its first line; the start of the body when it has none
   * @param word what it tells; empty when it does not say
   * @param tone the status word that gives the colour
   * @param org the org that it is about; null when it does not say
   * @param pretty the body, indented where it is JSON, and at most {@link BodyText#MAX_CHARS} of it
   * @param isCut whether that is less than the whole body
   */
  record Gist(
      String title, String word, String tone, @Nullable String org, String pretty, boolean isCut) {}

  Gist read(InboxMessage message) {
    JsonNode body = tree(message.body());
    BodyText text = BodyText.of(message, body, json);
    JsonNode data = body.path("data");
    JsonNode payload = body.path("payload");
    String title =
        first(
            data.path("title"),
            payload.path("summary"),
            body.path("text"),
            body.path("title"),
            body.path("message"));
    title = unescaped(EMOJI.matcher(title).replaceFirst(""));
    Matcher level = LEVEL.matcher(title);
    String said = level.find() ? level.group(1) : "";
    String word =
        first(
            data.path("transition"),
            payload.path("custom_details").path("transition"),
            body.path("event_action"),
            body.path("type"));
    String severity = first(data.path("severity"), payload.path("custom_details").path("severity"));
    return new Gist(
        Words.cut(title.isEmpty() ? message.body() : title, 200),
        word.isEmpty() ? said : word,
        tone(word.isEmpty() ? said : word, severity.isEmpty() ? said : severity),
        org(data, payload, title),
        text.shown(),
        text.isCut());
  }

  private static String tone(String word, String severity) {
    if (word.startsWith("resolve")) {
      return "ok";
    }
    return Arrays.stream(Severity.values())
        .map(Severity::word)
        .filter(severity::equals)
        .findFirst()
        .orElse("no-cap");
  }

  private static @Nullable String org(JsonNode data, JsonNode payload, String title) {
    String named = first(data.path("org"), payload.path("custom_details").path("org"));
    if (named.isEmpty()) {
      Matcher m = ORG_FIRST.matcher(title);
      named = m.find() ? m.group(1) : "";
    }
    return OrgId.FORM.matcher(named).matches() ? named : null;
  }

  private static String first(JsonNode... nodes) {
    Optional<String> text =
        Stream.of(nodes).filter(JsonNode::isTextual).map(JsonNode::asText).findFirst();
    return text.orElse("");
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private JsonNode tree(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}

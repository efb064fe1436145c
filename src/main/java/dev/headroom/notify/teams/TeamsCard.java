package dev.headroom.notify.teams;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message with one Adaptive Card (adaptivecards.io, "Schema Explorer"). All texts are text runs,
 * in which, unlike in text blocks, nothing is read as Markdown, and all values are strings: Teams
 * leaves out a value that is a JSON number.
 */
final class TeamsCard {
  /**
   * "The message size limit is 28 KB" (learn.microsoft.com, "Create and send messages"), for the
   * whole request.
   */
  static final int MAX_BYTES = 28_000;

  private static final int MAX_TITLE_CHARS = 1_000;

  /** Characters per fact: fewer with each try while the card is still too large. */
  private static final int[] MAX_FACT_CHARS = {1_000, 300, 100};

  private TeamsCard() {}

  static byte[] of(Notification n, String version) {
    return Bodies.within(
        MAX_BYTES, MAX_FACT_CHARS.length, i -> message(n, version, MAX_FACT_CHARS[i]));
  }

  private static byte[] message(Notification n, String version, int maxFactChars) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", version);
    card.put("body", body(n, maxFactChars));
    URI page = n.page();
    if (page != null) {
      Map<String, Object> open = new LinkedHashMap<>();
      open.put("type", "Action.OpenUrl");
      open.put("title", "Open in Headroom");
      open.put("url", page.toString());
      card.put("actions", List.of(open));
    }
    card.put("msteams", Map.of("width", "full"));
    Map<String, @Nullable Object> attachment = new LinkedHashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("contentUrl", null);
    attachment.put("content", card);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", "message");
    message.put("attachments", List.of(attachment));
    return Bodies.json(message);
  }

  private static List<Map<String, Object>> body(Notification n, int maxFactChars) {
    Map<String, Object> title = run(Texts.cut(n.title(), MAX_TITLE_CHARS));
    title.put("size", "Medium");
    title.put("color", color(n));
    if (n.isCertainEnough()) {
      title.put("weight", "Bolder");
    }
    List<Map<String, Object>> body = new ArrayList<>();
    body.add(block("Default", List.of(title)));
    for (Facts.Shown fact : Facts.of(n).shown()) {
      Map<String, Object> label = run(fact.label().word() + ": ");
      label.put("weight", "Bolder");
      body.add(block("Small", List.of(label, run(Texts.cut(fact.text(), maxFactChars)))));
    }
    Map<String, Object> read = run("Read for " + n.transition().evidence().slot());
    read.put("isSubtle", true);
    read.put("size", "Small");
    body.add(block("Small", List.of(read)));
    return body;
  }

  private static Map<String, Object> block(String spacing, List<Map<String, Object>> runs) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "RichTextBlock");
    block.put("spacing", spacing);
    block.put("inlines", runs);
    return block;
  }

  /** A literal text: two braces would begin a function such as {@code {{DATE(...)}}}. */
  private static Map<String, Object> run(String text) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("type", "TextRun");
    run.put("text", text.replace("{{", "{ {"));
    return run;
  }

  private static String color(Notification n) {
    if (n.isResolve()) {
      return "Good";
    }
    return switch (n.severity()) {
      case ATTENTION -> "Warning";
      case ESCALATION, EXHAUSTED -> "Attention";
    };
  }
}

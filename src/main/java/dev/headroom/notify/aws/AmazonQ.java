package dev.headroom.notify.aws;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.EventTypes;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A custom notification for Amazon Q Developer in chat applications (docs.aws.amazon.com, "Custom
 * notifications"). The documentation gives no caps; a title should be one line.
 */
final class AmazonQ {
  static final int MAX_TITLE_CHARS = 250;
  static final int MAX_DESCRIPTION_CHARS = 4_000;
  private static final int MAX_FACT_CHARS = 500;

  private AmazonQ() {}

  /** Slack and Teams read different Markdown: what is markup in either is left out. */
  private static String plain(String text) {
    return text.replaceAll("[<>\\[\\]*`~|\\\\]", " ");
  }

  static Map<String, Object> of(Notification n) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("textType", "client-markdown");
    content.put("title", Texts.cut(n.title(), MAX_TITLE_CHARS));
    content.put(
        "description", Texts.cut(plain(Lines.of(n, MAX_FACT_CHARS)), MAX_DESCRIPTION_CHARS));
    List<String> steps =
        Facts.of(n).steps().stream().map(step -> Texts.cut(step, MAX_FACT_CHARS)).toList();
    if (!steps.isEmpty()) {
      content.put("nextSteps", steps);
    }
    content.put("keywords", List.of("Headroom", n.severity().word()));
    Map<String, Object> metadata = new LinkedHashMap<>();
    // A channel that groups by thread shows all that is told of an alert in one.
    metadata.put("threadId", n.dedupKey());
    metadata.put("summary", Texts.cut(n.title(), MAX_TITLE_CHARS));
    metadata.put("eventType", EventTypes.of(n));
    Map<String, Object> q = new LinkedHashMap<>();
    q.put("version", "1.0");
    q.put("source", "custom");
    q.put("id", n.outbox().toString());
    q.put("content", content);
    q.put("metadata", metadata);
    return q;
  }
}

package dev.headroom.notify.incidentio;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An alert event (api-docs.incident.io, "Create HTTP alert event"). */
final class IncidentIoEvent {
  /** incident.io accepts 512 KB. */
  static final int MAX_BYTES = 512_000;

  /** The documentation gives no limit; a title should be one line. */
  static final int MAX_TITLE_CHARS = 1_000;

  private static final int MAX_FACT_CHARS = 1_000;

  private IncidentIoEvent() {}

  static byte[] of(Notification n) {
    return Bodies.within(MAX_BYTES, 2, i -> Bodies.json(event(n, i == 0)));
  }

  private static Map<String, Object> event(Notification n, boolean whole) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("title", Texts.cut(n.title(), MAX_TITLE_CHARS));
    event.put("status", n.isResolve() ? "resolved" : "firing");
    event.put("deduplication_key", n.dedupKey());
    event.put("description", Lines.markdown(n, MAX_FACT_CHARS));
    if (n.page() != null) {
      event.put("source_url", n.page().toString());
    }
    event.put(
        "metadata",
        whole ? metadata(n) : Map.of("note", "The details were too large for incident.io."));
    return event;
  }

  private static Map<String, @Nullable Object> metadata(Notification n) {
    SequencedMap<String, @Nullable Object> facts = Facts.of(n).values();
    facts.remove("key");
    facts.remove("title");
    facts.remove("url");
    return facts;
  }
}

package dev.headroom.notify.jsm;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Bodies of the Alert API (docs.opsgenie.com, "Create Alert"), whose caps count characters. */
final class JsmAlert {
  static final int MAX_MESSAGE_CHARS = 130;
  static final int MAX_DESCRIPTION_CHARS = 15_000;
  static final int MAX_DETAILS_CHARS = 8_000;
  static final int MAX_TAGS = 20;
  static final int MAX_TAG_CHARS = 50;
  static final int MAX_ENTITY_CHARS = 512;
  static final int MAX_NOTE_CHARS = 25_000;

  /** Per fact; there are at most a dozen. */
  private static final int MAX_FACT_CHARS = 1_000;

  private static final String SOURCE = "Headroom";

  private JsmAlert() {}

  /**
   * Returns an alert; an open one with the same alias gets the note and its count goes up by one.
   */
  static byte[] create(Notification n) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("message", message(n));
    alert.put("alias", n.dedupKey());
    alert.put("description", description(n));
    alert.put(
        "tags",
        n.tags().entrySet().stream()
            .limit(MAX_TAGS)
            .map(tag -> Texts.cut(tag.getKey() + ":" + tag.getValue(), MAX_TAG_CHARS))
            .toList());
    SequencedMap<String, String> details = Facts.of(n).texts();
    List.of("key", "title").forEach(details::remove);
    alert.put("details", Bodies.fitting(details, MAX_DETAILS_CHARS, MAX_FACT_CHARS));
    alert.put("entity", Texts.cut(n.transition().key().subjectId(), MAX_ENTITY_CHARS));
    alert.put("source", SOURCE);
    alert.put("priority", priority(n));
    if (n.previousSeverity() != null) {
      alert.put("note", Texts.cut(n.title(), MAX_NOTE_CHARS));
    }
    return Bodies.json(alert);
  }

  static byte[] close(Notification n) {
    Map<String, Object> close = new LinkedHashMap<>();
    close.put("source", SOURCE);
    close.put("note", Texts.cut(n.title(), MAX_NOTE_CHARS));
    return Bodies.json(close);
  }

  /**
   * Returns the fields that an open alert keeps when it is created again, by the end of their
   * address.
   */
  static SequencedMap<String, byte[]> fields(Notification n) {
    SequencedMap<String, byte[]> fields = new LinkedHashMap<>();
    fields.put("priority", Bodies.json(Map.of("priority", priority(n))));
    fields.put("message", Bodies.json(Map.of("message", message(n))));
    fields.put("description", Bodies.json(Map.of("description", description(n))));
    return fields;
  }

  private static String message(Notification n) {
    return Texts.cut(n.title(), MAX_MESSAGE_CHARS);
  }

  private static String description(Notification n) {
    return Texts.cut(n.title() + "\n\n" + Lines.of(n, MAX_FACT_CHARS), MAX_DESCRIPTION_CHARS);
  }

  private static String priority(Notification n) {
    return switch (n.severity()) {
      case ATTENTION -> "P3";
      case ESCALATION -> "P2";
      case EXHAUSTED -> "P1";
    };
  }
}

package dev.headroom.access.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.AccessDay;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.AuditMemory.Loudness;
import dev.headroom.access.AuditMemory.OpenAlert;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Part;
import dev.headroom.access.Severity;
import dev.headroom.access.json.PostureJson;
import dev.headroom.access.json.PostureReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of what is stored beside postures. Entries with a word that only a later release knows
 * are skipped.
 */
final class AccessForms {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AccessForms() {}

  static ObjectNode write(AccessDay day) {
    ObjectNode node = JSON.objectNode().put("takenAt", day.takenAt().toString());
    if (day.since() != null) {
      node.put("since", day.since().toString());
    }
    node.set("drift", PostureJson.changes(day.drift()));
    node.put("more", day.more()).put("accepted", day.accepted());
    ArrayNode unread = node.putArray("unread");
    day.unread().stream().map(Part::word).sorted().forEach(unread::add);
    ArrayNode counts = node.putArray("counts");
    day.counts()
        .forEach(
            c ->
                counts
                    .addObject()
                    .put("kind", c.kind().word())
                    .put("severity", c.severity().word())
                    .put("number", c.number()));
    return node;
  }

  static AccessDay readDay(JsonNode node) {
    List<AccessDay.Count> counts = new ArrayList<>();
    for (JsonNode one : node.path("counts")) {
      FindingKind kind = FindingKind.of(one.path("kind").asText()).orElse(null);
      Severity severity = Severity.of(one.path("severity").asText()).orElse(null);
      if (kind != null && severity != null) {
        counts.add(new AccessDay.Count(kind, severity, one.path("number").asInt()));
      }
    }
    Set<Part> unread = EnumSet.noneOf(Part.class);
    texts(node.path("unread")).forEach(word -> Part.of(word).ifPresent(unread::add));
    return new AccessDay(
        Instant.parse(node.path("takenAt").asText()),
        node.has("since") ? Instant.parse(node.path("since").asText()) : null,
        PostureReader.changes(node.path("drift")),
        node.path("more").asInt(0),
        counts,
        node.path("accepted").asInt(0),
        unread);
  }

  static ObjectNode write(AuditMemory memory) {
    ObjectNode node = JSON.objectNode();
    Instant at = memory.at();
    if (at != null) {
      node.put("at", at.toString());
    }
    node.put("rule", memory.rule());
    ArrayNode seen = node.putArray("seen");
    memory.seen().stream().map(Part::word).sorted().forEach(seen::add);
    ObjectNode known = node.putObject("known");
    memory.known().forEach((id, loudness) -> known.put(id, loudness.word()));
    ArrayNode alerts = node.putArray("alerts");
    for (OpenAlert alert : memory.alerts()) {
      ObjectNode one =
          alerts
              .addObject()
              .put("subject", alert.subject())
              .put("kind", alert.kind().word())
              .put("cause", alert.cause())
              .put("told", alert.told());
      ArrayNode findings = one.putArray("findings");
      alert.findings().forEach(findings::add);
    }
    return node;
  }

  static AuditMemory readMemory(long version, JsonNode node) {
    Set<Part> seen = EnumSet.noneOf(Part.class);
    texts(node.path("seen")).forEach(word -> Part.of(word).ifPresent(seen::add));
    Map<String, Loudness> known = new TreeMap<>();
    node.path("known")
        .properties()
        .forEach(one -> known.put(one.getKey(), Loudness.of(one.getValue().asText())));
    List<OpenAlert> alerts = new ArrayList<>();
    for (JsonNode one : node.path("alerts")) {
      FindingKind.of(one.path("kind").asText())
          .ifPresent(
              kind ->
                  alerts.add(
                      new OpenAlert(
                          one.path("subject").asText(),
                          kind,
                          textOrNull(one.path("cause")),
                          one.path("told").asInt(),
                          texts(one.path("findings")))));
    }
    return new AuditMemory(
        version,
        node.has("at") ? Instant.parse(node.path("at").asText()) : null,
        node.path("rule").asText(),
        seen,
        known,
        alerts);
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}

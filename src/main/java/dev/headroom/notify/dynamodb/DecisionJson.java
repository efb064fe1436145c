package dev.headroom.notify.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.notify.Decision;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A decision as the text stored in an outbox row; the same decision gives the same text. */
final class DecisionJson {
  private final ObjectMapper json;

  DecisionJson(ObjectMapper json) {
    this.json = json;
  }

  /** Rows of earlier releases have no {@code knowing}, {@code why} or {@code nobody}. */
  @RegisterForReflection
  record Wire(
      List<String> targets,
      TreeMap<String, String> last,
      @Nullable String tenant,
      TreeMap<String, String> tags,
      @Nullable List<String> knowing,
      @Nullable TreeMap<String, String> why,
      @Nullable String nobody) {}

  String write(Decision decision) {
    TreeMap<String, String> last = new TreeMap<>();
    decision.last().forEach((target, id) -> last.put(target.value(), id.toString()));
    TreeMap<String, String> why = new TreeMap<>();
    decision.why().forEach((target, reason) -> why.put(target.value(), reason));
    try {
      return json.writeValueAsString(
          new Wire(
              decision.targets().stream().map(TargetId::value).toList(),
              last,
              decision.tenant(),
              new TreeMap<>(decision.tags()),
              decision.knowing().stream().map(TargetId::value).toList(),
              why,
              decision.nobody()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision is plain text", e);
    }
  }

  Decision read(String text) {
    try {
      Wire wire = json.readValue(text, Wire.class);
      SortedMap<TargetId, OutboxId> last = new TreeMap<>();
      wire.last().forEach((target, id) -> last.put(new TargetId(target), outboxId(id)));
      List<TargetId> targets = wire.targets().stream().map(TargetId::new).toList();
      List<String> knowing = wire.knowing();
      SortedMap<TargetId, String> why = new TreeMap<>();
      if (wire.why() != null) {
        wire.why().forEach((target, reason) -> why.put(new TargetId(target), reason));
      }
      return new Decision(
          targets,
          last,
          wire.tenant(),
          wire.tags(),
          new LinkedHashSet<>(
              knowing == null ? targets : knowing.stream().map(TargetId::new).toList()),
          why,
          wire.nobody());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outbox row holds no decision", e);
    }
  }

  static OutboxId outboxId(String text) {
    return OutboxId.parse(text)
        .orElseThrow(() -> new IllegalStateException("'" + text + "' is not an outbox id"));
  }
}

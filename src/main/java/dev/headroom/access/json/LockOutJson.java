package dev.headroom.access.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.LockOut;
import dev.headroom.access.Remark;
import java.util.List;

/** Writes a {@link LockOut} as JSON. */
public final class LockOutJson {
  private LockOutJson() {}

  /** Returns the answer, with warnings about its question. */
  public static ObjectNode of(LockOut answer, List<Remark> warnings) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("candidate", answer.candidate())
            .put("summary", answer.summary())
            .put("complete", answer.complete())
            .put("logins", answer.logins());
    hits(node.putArray("lockedOut"), answer.lockedOut());
    hits(node.putArray("bypassed"), answer.bypassed());
    ArrayNode unknown = node.putArray("unknown");
    for (LockOut.Unknown one : answer.unknown()) {
      unknown
          .addObject()
          .put("reason", one.reason().word())
          .put("meaning", one.reason().meaning())
          .put("logins", one.logins())
          .put("requests", one.requests());
    }
    ArrayNode ranges = node.putArray("rangesNeeded");
    answer.rangesNeeded().forEach(ranges::add);
    ArrayNode remarks = node.putArray("warnings");
    for (Remark warning : warnings) {
      remarks
          .addObject()
          .put("path", warning.path())
          .put("value", warning.value())
          .put("problem", warning.problem())
          .put("remedy", warning.remedy());
    }
    return node;
  }

  private static void hits(ArrayNode array, List<LockOut.Hit> hits) {
    for (LockOut.Hit hit : hits) {
      ObjectNode node =
          array
              .addObject()
              .put("user", hit.user())
              .put("userId", hit.userId())
              .put("integration", hit.integration())
              .put("address", hit.address())
              .put("logins", hit.logins())
              .put("requests", hit.requests())
              .put("lastAt", hit.lastAt().toString())
              .put("via", hit.via().word());
      if (hit.reason() != null) {
        node.put("reason", hit.reason().word());
      }
    }
  }
}

package dev.headroom.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.AccessDay;
import dev.headroom.access.Part;
import dev.headroom.access.json.LockOutJson;
import dev.headroom.access.json.PostureJson;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.AccessView;
import dev.headroom.report.LockOutReport;

/** An org's API access as JSON. */
public final class AccessJson {
  private AccessJson() {}

  /** Returns the posture with what changed; {@code org} is our id, {@code orgId} Salesforce's. */
  public static ObjectNode of(AccessView view) {
    ObjectNode node = PostureJson.of(view.posture(), view.day().drift());
    node.put("org", view.org().value());
    node.put("orgId", view.posture().org());
    if (view.day().more() > 0) {
      node.put("driftLeftOut", view.day().more());
    }
    return node;
  }

  /** Returns how much is wrong in the fleet: by severity and kind, and of each org. */
  public static ObjectNode of(AccessFleetView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode kinds = node.putArray("kinds");
    for (AccessFleetView.OfKind of : view.kinds()) {
      ObjectNode kind =
          kinds
              .addObject()
              .put("kind", of.kind().word())
              .put("severity", of.severity().word())
              .put("findings", of.number());
      ArrayNode orgs = kind.putArray("orgs");
      of.orgs().forEach(o -> orgs.add(o.org().id().value()));
    }
    ArrayNode orgs = node.putArray("orgs");
    for (AccessFleetView.OfOrg of : view.orgs()) {
      orgs.add(of(of));
    }
    return node;
  }

  private static ObjectNode of(AccessFleetView.OfOrg of) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("org", of.org().id().value())
            .put("tenant", of.org().tenant());
    AccessDay day = of.day();
    if (day == null) {
      return node.putNull("takenAt");
    }
    node.put("takenAt", day.takenAt().toString());
    ObjectNode findings = node.putObject("findings");
    day.findings().forEach((severity, number) -> findings.put(severity.word(), number));
    node.put("accepted", day.accepted());
    ArrayNode unread = node.putArray("partial");
    day.unread().stream().sorted().map(Part::word).forEach(unread::add);
    return node;
  }

  /** Returns the answer to a question that has nothing wrong. */
  public static ObjectNode of(LockOutReport report) {
    if (report.answer() == null) {
      throw new IllegalArgumentException("there is no answer");
    }
    return LockOutJson.of(report.answer(), report.warnings());
  }
}

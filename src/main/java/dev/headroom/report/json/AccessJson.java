package dev.headroom.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.json.LockOutJson;
import dev.headroom.access.json.PostureJson;
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

  /** Returns the answer to a question that has nothing wrong. */
  public static ObjectNode of(LockOutReport report) {
    if (report.answer() == null) {
      throw new IllegalArgumentException("there is no answer");
    }
    return LockOutJson.of(report.answer(), report.warnings());
  }
}

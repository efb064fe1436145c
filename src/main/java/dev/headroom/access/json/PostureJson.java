package dev.headroom.access.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.Acceptance;
import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.Change;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Finding;
import dev.headroom.access.Gap;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Posture;
import dev.headroom.access.RangeList;
import dev.headroom.access.SubjectRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Posture} and its changes as JSON. {@link PostureReader} reads it. */
public final class PostureJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PostureJson() {}

  /** Returns the posture, with the changes that led to it. */
  public static ObjectNode of(Posture posture, List<Change> drift) {
    ObjectNode node = JSON.objectNode();
    node.put("org", posture.org());
    node.put("takenAt", posture.takenAt().toString());
    ArrayNode partial = node.putArray("partial");
    posture.partial().forEach(g -> partial.add(gap(g)));
    node.set("settings", settings(posture.settings()));
    ArrayNode users = node.putArray("apiUsers");
    posture.apiUsers().forEach(u -> users.add(user(u)));
    ArrayNode apps = node.putArray("apps");
    posture.apps().forEach(a -> apps.add(app(a)));
    ArrayNode ranges = node.putArray("ipRanges");
    posture.ipRanges().forEach(r -> ranges.add(ranges(r)));
    ArrayNode findings = node.putArray("findings");
    posture.findings().forEach(f -> findings.add(finding(f)));
    node.set("drift", changes(drift));
    return node;
  }

  /** Changes alone. */
  public static ArrayNode changes(List<Change> drift) {
    ArrayNode changes = JSON.arrayNode();
    drift.forEach(c -> changes.add(change(c)));
    return changes;
  }

  private static ObjectNode gap(Gap gap) {
    return JSON.objectNode()
        .put("what", gap.part().word())
        .put("permission", gap.permission())
        .put("reason", gap.reason());
  }

  private static ObjectNode settings(OrgSettings settings) {
    return JSON.objectNode()
        .put("enforceIpRangesEveryRequest", settings.enforcesRangesEveryRequest())
        .put("apiAccessControl", settings.apiAccessControl().word());
  }

  private static ObjectNode user(ApiUser user) {
    ObjectNode node =
        JSON.objectNode()
            .put("user", user.user())
            .put("username", user.username())
            .put("profile", user.profile())
            .put("effective", user.effective().word());
    node.set("blockedBy", texts(user.blockedBy()));
    node.put("apiOnly", user.apiOnly());
    ArrayNode via = node.putArray("via");
    for (ApiUser.Via path : user.via()) {
      ObjectNode one =
          via.addObject()
              .put("kind", path.kind().word())
              .put("name", path.name())
              .put("state", path.state().word());
      if (path.expires() != null) {
        one.put("expires", path.expires().toString());
      }
    }
    return node.put("lastLogin", time(user.lastLogin()))
        .put("allowed", user.allowed())
        .put("allowedBy", user.allowedBy())
        .put("finding", user.finding());
  }

  private static ObjectNode app(AppPosture app) {
    ObjectNode node =
        JSON.objectNode().put("app", app.app()).put("name", app.name()).put("kind", app.kind());
    node.set("scopes", texts(app.scopes()));
    node.put("policy", app.policy())
        .put("ipRelaxation", app.ipRelaxation())
        .put("refreshTokenPolicy", app.refreshTokenPolicy())
        .put("users", app.users())
        .put("tokens", app.tokens())
        .put("lastUsed", time(app.lastUsed()));
    node.set("approvedFor", texts(app.approvedFor()));
    node.set("findings", texts(app.findings()));
    return node;
  }

  private static ObjectNode ranges(RangeList list) {
    ObjectNode node = JSON.objectNode();
    node.set("subject", subject(list.subject()));
    node.put("blocks", list.blocks());
    ArrayNode ranges = node.putArray("ranges");
    for (ConfiguredRange range : list.ranges()) {
      ranges
          .addObject()
          .put("start", range.start())
          .put("end", range.end())
          .put("description", range.description());
    }
    return node;
  }

  /** One finding. */
  public static ObjectNode finding(Finding finding) {
    ObjectNode node =
        JSON.objectNode()
            .put("id", finding.id())
            .put("kind", finding.kind().word())
            .put("severity", finding.severity().word());
    node.set("subject", subject(finding.subject()));
    ObjectNode evidence = node.putObject("evidence");
    finding.evidence().forEach((name, value) -> put(evidence, name, value));
    node.put("advice", finding.kind().advice());
    Acceptance accepted = finding.accepted();
    if (accepted != null) {
      node.putObject("accepted")
          .put("reason", accepted.reason())
          .put("by", accepted.by())
          .put("until", accepted.until().toString());
    }
    return node;
  }

  private static ObjectNode change(Change change) {
    ObjectNode node = JSON.objectNode().put("kind", change.kind());
    node.set("subject", subject(change.subject()));
    node.put("change", change.how());
    put(node, "before", change.before());
    put(node, "after", change.after());
    return node;
  }

  private static ObjectNode subject(SubjectRef subject) {
    return JSON.objectNode()
        .put("type", subject.type())
        .put("id", subject.id())
        .put("name", subject.name());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable ArrayNode texts(@Nullable List<String> texts) {
    if (texts == null) {
      return null;
    }
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    switch (value) {
      case null -> node.putNull(name);
      case Boolean b -> node.put(name, b);
      case Integer n -> node.put(name, n);
      case List<?> list -> {
        ArrayNode array = node.putArray(name);
        list.forEach(each -> array.add(String.valueOf(each)));
      }
      default -> node.put(name, value.toString());
    }
  }
}

package dev.headroom.fleet.manifest;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Forms;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the members that mutes and overrides have in common. */
final class Terms {
  static final String TIME_REMEDY = "Write a time in UTC, such as 2026-11-30T08:00:00Z.";
  private static final String LIMITS_REMEDY =
      "Write a list of limit names in which * stands for anything.";

  private final Findings findings;

  Terms(Findings findings) {
    this.findings = findings;
  }

  /** Returns the tenant; null if none is named. */
  @Nullable String tenant(Members match, Predicate<String> known) {
    String tenant = match.optionalText("tenant", "Write the id of a tenant.");
    if (tenant != null && !known.test(tenant)) {
      findings.add(
          match.at("tenant"),
          tenant,
          "names a tenant that the manifest does not have",
          "Add it to tenants, or correct the id.");
    }
    return tenant;
  }

  /** Returns the ids of orgs; empty if none is named. */
  List<String> orgs(Members match, Predicate<String> known) {
    List<String> ids = list(match, "orgs", "Write a list of org ids, such as [acme-prod].");
    for (int i = 0; i < ids.size(); i++) {
      if (!known.test(ids.get(i))) {
        findings.add(
            match.at("orgs") + "[" + i + "]",
            ids.get(i),
            "names an org that the manifest does not have",
            "Add it to orgs, or correct the id.");
      }
    }
    return ids;
  }

  /** Returns the patterns of limits; empty if there are none. */
  List<String> limits(Members match) {
    List<String> limits = list(match, "limits", LIMITS_REMEDY);
    for (String pattern : limits) {
      if (Forms.length(pattern) > LimitName.MAX_LENGTH) {
        findings.add(match.at("limits"), pattern, "is longer than any limit's name", LIMITS_REMEDY);
      }
    }
    return limits;
  }

  /** Returns a list of texts; empty if it is absent. */
  List<String> list(Members match, String name, String remedy) {
    Node node = match.optional(name);
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at(name), "is an empty list", remedy);
    }
    List<String> texts = match.texts(name, node, remedy);
    return texts == null ? List.of() : texts;
  }

  /** Returns a required text; null after a violation. */
  @Nullable String text(Members members, String name, int maxChars, String remedy) {
    String text = members.requiredText(name, remedy);
    if (text != null && Forms.length(text) > maxChars) {
      findings.add(members.at(name), "is longer than " + maxChars + " characters", remedy);
      return null;
    }
    return text;
  }

  /** Returns a time; null if it is absent, and after a violation. */
  @Nullable Instant time(Members members, String name) {
    Node node = members.optional(name);
    String text =
        node instanceof Node.Scalar s && s.kind() == Node.Kind.TEXT
            ? members.optionalText(name, TIME_REMEDY)
            : node == null ? null : YamlWords.written(node).orElse("");
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      findings.add(members.at(name), text, "is not a time in UTC", TIME_REMEDY);
      return null;
    }
  }
}

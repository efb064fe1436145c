package dev.headroom.cycle.ask;

import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An org as a person writes it in members, and as the entry of a manifest that says the same. The
 * reader of manifests then judges it.
 *
 * @param violations members that are missing, or that no entry has together
 */
record OrgEntry(Map<String, String> members, List<Violation> violations) {
  static final String TENANT = "tenant";
  static final String TENANT_NAME = "tenantName";
  static final String LOGIN_URL = "loginUrl";
  static final String CLIENT_ID = "clientId";
  static final String CLIENT_SECRET = "clientSecret";
  static final String USERNAME = "username";
  static final String PRIVATE_KEY = "privateKey";
  static final String TAGS = "tags";

  private static final List<String> OF_AUTH =
      List.of(CLIENT_ID, CLIENT_SECRET, USERNAME, PRIVATE_KEY);
  private static final List<String> OF_ORG =
      List.of(TENANT, LOGIN_URL, "interval", "apiVersion", "timeZone");

  OrgEntry {
    violations = List.copyOf(violations);
  }

  static OrgEntry of(Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    for (String name : List.of(OrgEntryCycle.ORG, TENANT, LOGIN_URL, CLIENT_ID)) {
      if (members.getOrDefault(name, "").isBlank()) {
        violations.add(new Violation(name, null, "is missing", "Write it."));
      }
    }
    boolean hasSecret = members.containsKey(CLIENT_SECRET);
    boolean hasKey = members.containsKey(PRIVATE_KEY) || members.containsKey(USERNAME);
    if (hasSecret == hasKey) {
      violations.add(
          new Violation(
              CLIENT_SECRET,
              null,
              hasSecret ? "is there beside a key" : "is missing",
              "Write a reference to the secret, or username and a reference to the privateKey."));
    }
    for (String tag : tags(members)) {
      if (tag.indexOf('=') < 1) {
        violations.add(
            new Violation(
                TAGS, null, "has a part that is no name=value", "Write region=eu,tier=1."));
      }
    }
    return new OrgEntry(Map.copyOf(members), violations);
  }

  boolean hasTenantName() {
    return members.containsKey(TENANT_NAME);
  }

  /**
   * Returns a manifest with this org alone.
   *
   * @param stored says which ports may be called, and what the tenant is called
   */
  String manifest(Fleet stored) {
    String id = members.getOrDefault(TENANT, "");
    String name =
        stored.tenants().stream()
            .filter(tenant -> tenant.id().equals(id))
            .map(tenant -> tenant.name())
            .findFirst()
            .orElse(members.getOrDefault(TENANT_NAME, id));
    Map<String, String> org = new LinkedHashMap<>();
    org.put("id", quoted(members.getOrDefault(OrgEntryCycle.ORG, "")));
    put(org, OF_ORG);
    Map<String, String> auth = new LinkedHashMap<>();
    auth.put(
        "type", quoted(members.containsKey(CLIENT_SECRET) ? "client-credentials" : "jwt-bearer"));
    put(auth, OF_AUTH);
    org.put("auth", mapping(auth));
    if (!tags(members).isEmpty()) {
      Map<String, String> tags = new LinkedHashMap<>();
      for (String tag : tags(members)) {
        int equals = tag.indexOf('=');
        tags.put(
            quoted(tag.substring(0, equals).strip()), quoted(tag.substring(equals + 1).strip()));
      }
      org.put(TAGS, mapping(tags));
    }
    String ports =
        stored.ports().isEmpty()
            ? ""
            : "ports: [%s]\n"
                .formatted(
                    stored.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    return "version: 1\n%stenants: [{id: %s, name: %s}]\norgs: [%s]\n"
        .formatted(ports, quoted(id), quoted(name), mapping(org));
  }

  /** Returns violations of that manifest with the members as paths. */
  List<Violation> named(List<Violation> violations) {
    return violations.stream()
        .map(v -> new Violation(member(v.path()), v.value(), v.problem(), v.remedy()))
        .toList();
  }

  private static String member(String path) {
    return switch (path) {
      case "orgs[0].id" -> OrgEntryCycle.ORG;
      case "tenants[0].id" -> TENANT;
      case "tenants[0].name" -> TENANT_NAME;
      default -> path.replaceFirst("^orgs\\[0]\\.(auth\\.)?", "");
    };
  }

  private void put(Map<String, String> to, List<String> names) {
    for (String name : names) {
      String value = members.get(name);
      if (value != null) {
        to.put(name, quoted(value));
      }
    }
  }

  private static List<String> tags(Map<String, String> members) {
    String written = members.getOrDefault(TAGS, "");
    return written.isBlank() ? List.of() : List.of(written.split(",", -1));
  }

  private static String mapping(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> member.getKey() + ": " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A double-quoted scalar (YAML 1.2, 7.3.1), on one line. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

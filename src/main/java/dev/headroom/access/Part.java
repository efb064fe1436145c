package dev.headroom.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of an org's access posture that is readable or not independently of the others. */
public enum Part {
  API_USERS("apiUsers", "ViewSetup", "AssignPermissionSets"),
  FROZEN_USERS("frozenUsers", "ManageUsers"),
  LOGIN_HISTORY("loginHistory", "MonitorLoginHistory", "ManageUsers"),
  TOKENS("tokens", "CustomizeApplication"),
  APPS("apps", "ViewSetup", "CustomizeApplication", "ModifyMetadata"),
  EXTERNAL_CLIENT_APPS("externalClientApps", "ViewExternalClientApps", "CustomizeApplication"),
  APP_METADATA("appMetadata", "ModifyMetadata", "ModifyAllData"),
  ORG_SETTINGS("orgSettings", "ModifyMetadata", "ModifyAllData"),
  PROFILE_IP_RANGES("profileIpRanges", "ViewSetup", "ModifyMetadata", "ModifyAllData"),
  APP_APPROVALS("appApprovals", "ViewSetup"),
  EVENT_LOG("eventLog", "ViewEventLogFiles", "ViewAllData");

  private final String word;
  private final String permission;

  /** Permissions of which any one is sufficient, separated by blanks. */
  private final String enough;

  Part(String word, String permission, String... others) {
    this.word = word;
    this.permission = permission;
    this.enough = String.join(" ", all(permission, others));
  }

  private static List<String> all(String permission, String... others) {
    List<String> all = new ArrayList<>(List.of(others));
    all.add(permission);
    return all;
  }

  /** Returns its name in answers. */
  public String word() {
    return word;
  }

  /** Returns the permission to ask for: the smallest that lets the monitoring user read it. */
  public String permission() {
    return permission;
  }

  /** Returns whether one of {@code held} lets a user read it. */
  public boolean isReadableWith(Set<String> held) {
    return enough().stream().anyMatch(held::contains);
  }

  /** Returns the permissions of which any one is sufficient. */
  public Set<String> enough() {
    return Set.of(enough.split(" ", -1));
  }

  /** Returns the part called {@code word}. */
  public static Optional<Part> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
  }
}

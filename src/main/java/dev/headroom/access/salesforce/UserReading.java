package dev.headroom.access.salesforce;

import dev.headroom.access.Holder;
import dev.headroom.access.Holder.Grant;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.SetGroup;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Users and what they hold. Every profile has its own permission set, and every permission set
 * group has one that is the sum of its sets as last calculated, so all paths are in
 * PermissionSetAssignment (Object Reference, PermissionSet).
 */
final class UserReading {
  /** From this many rows of assignments on, an org counts as large. */
  private static final int LARGE = 2_000;

  private static final String SETS =
      "SELECT Id, Name, NamespacePrefix, IsOwnedByProfile, ProfileId, Profile.Name,"
          + " PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetGroup.Status,"
          + " PermissionSetGroup.HasActivationRequired, HasActivationRequired,"
          + " PermissionsApiEnabled, PermissionsApiUserOnly, PermissionsModifyAllData"
          + " FROM PermissionSet";

  private static final String ASSIGNMENTS =
      "SELECT AssigneeId, Assignee.Username, Assignee.IsActive, Assignee.LastLoginDate,"
          + " Assignee.ProfileId, Assignee.Profile.Name, ExpirationDate, PermissionSetId,"
          + " PermissionSetGroupId FROM PermissionSetAssignment"
          + " WHERE PermissionSet.PermissionsApiEnabled = true"
          + " OR PermissionSet.PermissionsApiUserOnly = true"
          + " OR PermissionSet.PermissionsModifyAllData = true";

  private final OrgCalls calls;
  private final Gaps gaps;
  private final Map<String, Row> sets = new HashMap<>();
  private final Map<String, SetGroup> groups = new LinkedHashMap<>();
  private final Map<String, List<Row>> assignments = new LinkedHashMap<>();
  private final Set<String> frozen = new HashSet<>();

  UserReading(OrgCalls calls, Gaps gaps) {
    this.calls = calls;
    this.gaps = gaps;
  }

  /** Reads what may be read; the rest is a gap, and then none of it is present. */
  void read() {
    if (!gaps.has(Part.API_USERS)) {
      try {
        readSets();
        readGroups();
        readAssignments();
      } catch (UnreadException e) {
        gaps.add(Part.API_USERS, e);
        groups.clear();
        assignments.clear();
      }
    }
    if (!gaps.has(Part.FROZEN_USERS)) {
      try {
        for (Row row : calls.query("SELECT UserId FROM UserLogin WHERE IsFrozen = true")) {
          frozen.add(SalesforceId.key(row.text("UserId")));
        }
      } catch (UnreadException e) {
        gaps.add(Part.FROZEN_USERS, e);
        frozen.clear();
      }
    }
  }

  private void readSets() throws UnreadException {
    for (Row row : calls.query(SETS)) {
      sets.put(SalesforceId.key(row.text("Id")), row);
    }
  }

  private void readGroups() throws UnreadException {
    List<Row> sums =
        sets.values().stream().filter(s -> s.textOrNull("PermissionSetGroupId") != null).toList();
    Set<String> statuses = new TreeSet<>();
    for (Row sum : sums) {
      String status = sum.text("PermissionSetGroup.Status");
      if (!status.equals("Updated")) {
        statuses.add(status);
      }
    }
    Set<String> granting = statuses.isEmpty() ? Set.of() : granting(statuses);
    for (Row sum : sums) {
      String id = sum.text("PermissionSetGroupId");
      String key = SalesforceId.key(id);
      String status = sum.text("PermissionSetGroup.Status");
      boolean now = sum.is("PermissionsApiEnabled");
      boolean after = status.equals("Updated") ? now : granting.contains(key);
      groups.put(
          key, new SetGroup(id, sum.text("PermissionSetGroup.DeveloperName"), status, now, after));
    }
  }

  /**
   * The groups with these statuses that will grant API Enabled once they are recalculated: one of
   * their sets does, and none of their muting sets mutes it. If that may not be read, every group
   * may.
   */
  private Set<String> granting(Set<String> statuses) throws UnreadException {
    Set<String> granting = new HashSet<>();
    Set<String> muted = new HashSet<>();
    try {
      Set<String> muting = new HashSet<>();
      for (Row row :
          calls.query("SELECT Id FROM MutingPermissionSet WHERE PermissionsApiEnabled = true")) {
        muting.add(SalesforceId.key(row.text("Id")));
      }
      for (Row row :
          calls.query(
              "SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent"
                  + " WHERE PermissionSetGroup.Status IN "
                  + Soql.list(statuses))) {
        String group = SalesforceId.key(row.text("PermissionSetGroupId"));
        String part = SalesforceId.key(row.text("PermissionSetId"));
        Row set = sets.get(part);
        if (set != null && set.is("PermissionsApiEnabled")) {
          granting.add(group);
        }
        if (muting.contains(part)) {
          muted.add(group);
        }
      }
    } catch (UnreadException e) {
      if (e.kind() != Kind.HIDDEN) {
        throw e;
      }
      for (Row set : sets.values()) {
        granting.add(SalesforceId.key(set.text("PermissionSetGroupId")));
      }
    }
    granting.removeAll(muted);
    return granting;
  }

  private void readAssignments() throws UnreadException {
    Set<String> stale = new TreeSet<>();
    groups.values().stream().filter(SetGroup::isStale).forEach(g -> stale.add(g.status()));
    List<Row> rows =
        calls.query(
            stale.isEmpty()
                ? ASSIGNMENTS
                : ASSIGNMENTS + " OR PermissionSetGroup.Status IN " + Soql.list(stale));
    for (Row row : rows) {
      assignments
          .computeIfAbsent(SalesforceId.key(row.text("AssigneeId")), id -> new ArrayList<>())
          .add(row);
    }
    if (assignments.size() > LARGE) {
      calls.allowLarge();
    }
  }

  List<Holder> holders() {
    return assignments.values().stream().map(this::holder).toList();
  }

  private Holder holder(List<Row> rows) {
    Row any = rows.getFirst();
    List<Grant> grants = new ArrayList<>();
    for (Row row : rows) {
      Grant grant = grant(row);
      if (grant != null) {
        grants.add(grant);
      }
    }
    return new Holder(
        any.text("AssigneeId"),
        any.text("Assignee.Username"),
        any.text("Assignee.ProfileId"),
        any.text("Assignee.Profile.Name"),
        any.is("Assignee.IsActive"),
        any.time("Assignee.LastLoginDate"),
        grants);
  }

  /** Null if the set no longer exists. */
  private @Nullable Grant grant(Row row) {
    Row set = sets.get(SalesforceId.key(row.text("PermissionSetId")));
    if (set == null) {
      return null;
    }
    SetGroup group = groups.get(SalesforceId.key(row.text("PermissionSetGroupId")));
    return new Grant(
        group != null
            ? PathKind.PERMISSION_SET_GROUP
            : set.is("IsOwnedByProfile") ? PathKind.PROFILE : PathKind.PERMISSION_SET,
        group == null ? setName(set) : group.name(),
        set.is("PermissionsApiEnabled"),
        set.is("PermissionsApiUserOnly"),
        set.is("PermissionsModifyAllData"),
        group != null && group.isStale(),
        group != null && group.grantsAfter(),
        set.is(
            group == null ? "HasActivationRequired" : "PermissionSetGroup.HasActivationRequired"),
        row.time("ExpirationDate"));
  }

  private static String setName(Row set) {
    if (set.is("IsOwnedByProfile")) {
      return set.text("Profile.Name");
    }
    String prefix = set.textOrNull("NamespacePrefix");
    return prefix == null ? set.text("Name") : prefix + "__" + set.text("Name");
  }

  List<SetGroup> groups() {
    return List.copyOf(groups.values());
  }

  /** Returns the users who are frozen, by the first 15 characters of their id. */
  Set<String> frozen() {
    return frozen;
  }
}

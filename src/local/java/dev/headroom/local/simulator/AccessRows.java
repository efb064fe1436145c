package dev.headroom.local.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the objects that say who may use an org's API, by paths such as {@code Profile.Name}.
 * Integrations are those that call the org; the rest is its {@link AccessStory}.
 */
final class AccessRows {
  static final String STANDARD = profile(2);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int DAY = 24 * 60;
  private static final int DAYS_KEPT = 180;
  private static final int FAILOVER_DAYS = 7;

  private static final String ADMIN = profile(1);
  private static final String INTEGRATION = profile(3);
  private static final String API_ONLY = set(10);
  private static final String MONITOR = set(11);
  private static final String ALL_DATA = set(12);
  private static final String OF_GROUP = set(13);
  private static final String GROUP = SalesforceId.of("0PG", "Hr0", 1);
  private static final String OUTDATED = "Outdated";

  /** An app that has been used by nobody for half a year, and one that only a token knows. */
  private static final String FORGOTTEN = SalesforceId.of("0H4", "Hr8", 1);

  private final LiveOrg org;
  private final AccessStory story;
  private final long now;
  private final boolean yesterday;

  /**
   * The rows at a minute.
   *
   * @param yesterday whether what the story changes today has not happened yet
   */
  AccessRows(LiveOrg org, long now, boolean yesterday) {
    this.org = org;
    this.story = AccessStory.of(org.org().id());
    this.now = now;
    this.yesterday = yesterday;
  }

  AccessStory story() {
    return story;
  }

  /** Returns the rows of an object; null if this simulator does not have it. */
  @Nullable List<Map<String, @Nullable Object>> of(String object) {
    return switch (object.toLowerCase(Locale.ROOT)) {
      case "userpermissionaccess" -> List.of(permissions());
      case "permissionset" -> sets();
      case "mutingpermissionset" -> List.of();
      case "permissionsetgroupcomponent" ->
          List.of(
              row(
                  "PermissionSetGroupId",
                  GROUP,
                  "PermissionSetId",
                  API_ONLY,
                  "PermissionSetGroup.Status",
                  OUTDATED));
      case "permissionsetassignment" -> assignments();
      case "userlogin" -> List.of(row("UserId", person(1), "IsFrozen", true));
      case "user" -> users();
      case "connectedapplication" -> apps();
      case "externalclientapplication", "extlclntappoauthplcycnfg", "extlclntappoauthsettings" ->
          List.of();
      case "setupentityaccess" -> approvals();
      case "oauthtoken" -> tokens();
      case "loginhistory" -> logins();
      case "userlicense" -> LicenceRows.licences(org.org());
      case "tenantusageentitlement" -> LicenceRows.entitlements(org.org(), now);
      default -> null;
    };
  }

  static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return row;
  }

  private static String profile(int number) {
    return SalesforceId.of("00e", "Hr0", number);
  }

  private static String set(int number) {
    return SalesforceId.of("0PS", "Hr0", number);
  }

  private static String person(int number) {
    return SalesforceId.of("005", "Hr1", number);
  }

  static String profileName(String id) {
    return id.equals(ADMIN)
        ? "System Administrator"
        : id.equals(STANDARD) ? "Standard User" : "Integration";
  }

  private Map<String, @Nullable Object> permissions() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (String name :
        List.of(
            "ManageUsers",
            "ViewSetup",
            "CustomizeApplication",
            "ModifyMetadata",
            "ModifyAllData",
            "MonitorLoginHistory",
            "ViewEventLogFiles",
            "ViewAllData",
            "AssignPermissionSets")) {
      boolean given =
          !name.equals("ModifyAllData")
              && !name.equals("ViewAllData")
              && !name.equals("AssignPermissionSets");
      row.put("Permissions" + name, given && !story.missing().contains(name) && !org.hasLost(name));
    }
    return row;
  }

  /** A permission set: what it grants is in the letters a (API), o (API only), m (all data). */
  private static Map<String, @Nullable Object> set(
      String id, String name, @Nullable String profile, boolean group, String grants) {
    return row(
        "Id",
        id,
        "Name",
        name,
        "NamespacePrefix",
        null,
        "IsOwnedByProfile",
        profile != null,
        "ProfileId",
        profile,
        "Profile.Name",
        profile == null ? null : profileName(profile),
        "PermissionSetGroupId",
        group ? GROUP : null,
        "PermissionSetGroup.DeveloperName",
        group ? "Reporting_Users" : null,
        "PermissionSetGroup.Status",
        group ? OUTDATED : null,
        "PermissionSetGroup.HasActivationRequired",
        group ? false : null,
        "HasActivationRequired",
        false,
        "PermissionsApiEnabled",
        grants.contains("a"),
        "PermissionsApiUserOnly",
        grants.contains("o"),
        "PermissionsModifyAllData",
        grants.contains("m"));
  }

  private boolean isWidened() {
    return story.widened() && !yesterday;
  }

  private List<Map<String, @Nullable Object>> sets() {
    List<Map<String, @Nullable Object>> sets = new ArrayList<>();
    sets.add(set(set(1), "X00e1", ADMIN, false, "am"));
    sets.add(set(set(2), "X00e2", STANDARD, false, isWidened() ? "a" : ""));
    sets.add(set(set(3), "X00e3", INTEGRATION, false, ""));
    sets.add(set(API_ONLY, "API_Only_Integration", null, false, "ao"));
    sets.add(set(MONITOR, "Headroom_Monitor", null, false, "ao"));
    if (story.neglected()) {
      sets.add(set(ALL_DATA, "Legacy_Integration", null, false, "am"));
      sets.add(set(OF_GROUP, "Reporting_Users", null, true, ""));
    }
    return sets;
  }

  /** A user: who it is, and how it may use the API. */
  private record Holder(String id, String name, String profile, String set, long lastLogin) {}

  private List<Program> programs() {
    return org.org().callers().programs();
  }

  private List<Holder> holders() {
    List<Holder> holders = new ArrayList<>();
    String domain = "@" + org.org().id() + ".example";
    holders.add(new Holder(person(0), "admin" + domain, ADMIN, set(1), now - 90));
    holders.add(
        new Holder(org.org().userId(), org.org().username(), INTEGRATION, MONITOR, now - 5));
    List<Program> programs = programs();
    for (int i = 0; i < programs.size(); i++) {
      Program program = programs.get(i);
      boolean loose = story.neglected() && i % 3 == 0;
      holders.add(
          new Holder(
              SalesforceId.of15(program.user()),
              program.userName(),
              INTEGRATION,
              loose ? ALL_DATA : API_ONLY,
              now - 20 - i));
    }
    if (story.neglected()) {
      holders.add(
          new Holder(
              person(2), "svc-legacy-import" + domain, INTEGRATION, API_ONLY, now - 200L * DAY));
      holders.add(new Holder(person(3), "analyst" + domain, STANDARD, OF_GROUP, now - 600));
    }
    if (isWidened()) {
      for (int i = 1; i <= story.people(); i++) {
        holders.add(
            new Holder(person(100 + i), "user" + i + domain, STANDARD, set(2), now - 40L * i));
      }
    }
    return holders;
  }

  private List<Map<String, @Nullable Object>> assignments() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Holder h : holders()) {
      boolean group = h.set().equals(OF_GROUP);
      rows.add(
          row(
              "AssigneeId",
              h.id(),
              "Assignee.Username",
              h.name(),
              "Assignee.IsActive",
              true,
              "Assignee.LastLoginDate",
              time(h.lastLogin()),
              "Assignee.ProfileId",
              h.profile(),
              "Assignee.Profile.Name",
              profileName(h.profile()),
              "ExpirationDate",
              null,
              "PermissionSetId",
              h.set(),
              "PermissionSetGroupId",
              group ? GROUP : null,
              "PermissionSet.PermissionsApiEnabled",
              !group,
              "PermissionSet.PermissionsApiUserOnly",
              h.set().equals(API_ONLY) || h.set().equals(MONITOR),
              "PermissionSet.PermissionsModifyAllData",
              h.set().equals(ALL_DATA) || h.set().equals(set(1)),
              "PermissionSetGroup.Status",
              group ? OUTDATED : null));
    }
    return rows;
  }

  private List<Map<String, @Nullable Object>> users() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Holder h : holders()) {
      rows.add(
          row(
              "Id",
              h.id(),
              "Username",
              h.name(),
              "ProfileId",
              h.profile(),
              "Profile.Name",
              profileName(h.profile())));
    }
    return rows;
  }

  /** The connected apps of programs; programs without one share a platform's. */
  List<SimulatedApp> simulatedApps() {
    List<SimulatedApp> apps = new ArrayList<>();
    int i = 0;
    for (Program program : programs()) {
      if (!program.appId().isEmpty()) {
        apps.add(SimulatedApp.of(program.appId(), program.appName(), story.neglected() ? i++ : -1));
      }
    }
    apps.add(SimulatedApp.of(SalesforceId.of("0H4", "Hr0", 0), SimulatedOrg.WATCHER_APP, -1));
    apps.add(SimulatedApp.of(SalesforceId.of("0H4", "Hr8", 0), SimulatedApp.PLATFORM, -1));
    if (story.neglected()) {
      apps.add(SimulatedApp.of(FORGOTTEN, "Quarterly Export", 0));
    }
    return apps;
  }

  private List<Map<String, @Nullable Object>> apps() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SimulatedApp app : simulatedApps()) {
      rows.add(
          row(
              "Id",
              app.id(),
              "Name",
              app.name(),
              "OptionsAllowAdminApprovedUsersOnly",
              app.adminApproved()));
    }
    return rows;
  }

  private List<Map<String, @Nullable Object>> approvals() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SimulatedApp app : simulatedApps()) {
      if (app.adminApproved()) {
        rows.add(
            row(
                "SetupEntityId",
                app.id(),
                "SetupEntityType",
                "ConnectedApplication",
                "Parent.Name",
                "X00e3",
                "Parent.IsOwnedByProfile",
                true,
                "Parent.Profile.Name",
                profileName(INTEGRATION)));
      }
    }
    return rows;
  }

  private List<Map<String, @Nullable Object>> tokens() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    String domain = "@" + org.org().id() + ".example";
    for (Program p : programs()) {
      if (!p.appId().isEmpty()) {
        rows.add(
            token(p.appId(), p.appName(), SalesforceId.of15(p.user()), p.userName(), true, 30));
      }
    }
    if (story.neglected()) {
      String app = simulatedApps().getFirst().id();
      rows.add(token(app, "", person(4), "left-in-may" + domain, false, 190L * DAY));
      rows.add(token(null, "Old Dashboard", person(0), "admin" + domain, true, 12L * DAY));
      rows.add(token(FORGOTTEN, "", person(0), "admin" + domain, true, 175L * DAY));
    }
    return rows;
  }

  private Map<String, @Nullable Object> token(
      @Nullable String app,
      String name,
      String user,
      String username,
      boolean active,
      long minutesAgo) {
    return row(
        "AppName",
        name,
        "AppMenuItem.ApplicationId",
        app,
        "UserId",
        user,
        "User.Username",
        username,
        "User.IsActive",
        active,
        "LastUsedDate",
        time(now - minutesAgo));
  }

  /** A row for Headroom and each program and day; once a week it comes from its failover. */
  private List<Map<String, @Nullable Object>> logins() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<Program> programs = programs();
    long today = Math.floorDiv(now, DAY);
    for (long day = today - DAYS_KEPT; day <= today; day++) {
      if (day * DAY + 5 < now) {
        Program watcher = Program.watcher(org.org().userId(), org.org().username());
        rows.add(login(watcher, watcher.address(), false, day * DAY + 5));
      }
      for (int i = 0; i < programs.size(); i++) {
        Program program = programs.get(i);
        long at = day * DAY + 60L * (2 + i) + 11;
        if (at < now) {
          boolean failover = Math.floorMod(day + i, FAILOVER_DAYS) == 0;
          rows.add(
              login(
                  program,
                  failover ? failoverOf(program.address()) : program.address(),
                  story.neglected() && program.appId().isEmpty(),
                  at));
        }
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> login(
      Program program, String address, boolean byPassword, long at) {
    boolean app = !program.appId().isEmpty();
    return row(
        "UserId",
        SalesforceId.of15(program.user()),
        "SourceIp",
        address,
        "LoginType",
        byPassword ? "Other Apex API" : "Remote Access 2.0",
        "LoginSubType",
        app ? "OauthRefreshToken" : null,
        "Application",
        byPassword ? "N/A" : app ? program.appName() : SimulatedApp.PLATFORM,
        "Status",
        "Success",
        "LoginTime",
        time(at));
  }

  /** {@code 203.0.113.x}: addresses of documentation have only one byte of their own. */
  private static String failoverOf(String text) {
    return "203.0.113." + text.substring(text.lastIndexOf('.') + 1);
  }

  private static String time(long minute) {
    return TIME.format(Instant.ofEpochSecond(minute * 60));
  }
}

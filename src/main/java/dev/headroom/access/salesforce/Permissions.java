package dev.headroom.access.salesforce;

import dev.headroom.access.Part;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the monitoring user may do. It must be checked: if a permission is missing, LoginHistory and
 * OauthToken silently return only the user's own rows (Object Reference).
 */
final class Permissions {
  static final List<String> ASKED =
      List.of(
          "ManageUsers",
          "ViewSetup",
          "CustomizeApplication",
          "ModifyMetadata",
          "ModifyAllData",
          "MonitorLoginHistory",
          "ViewEventLogFiles",
          "ViewAllData",
          "AssignPermissionSets");

  /** Parts whose missing permission causes no error, or whose error wastes a call. */
  private static final List<Part> JUDGED =
      List.of(
          Part.API_USERS,
          Part.FROZEN_USERS,
          Part.LOGIN_HISTORY,
          Part.TOKENS,
          Part.APPS,
          Part.APP_METADATA,
          Part.ORG_SETTINGS,
          Part.PROFILE_IP_RANGES,
          Part.APP_APPROVALS,
          Part.EVENT_LOG);

  private static final Pattern COLUMN = Pattern.compile("'Permissions([A-Za-z]+)'");

  private Permissions() {}

  /** The rows of a query. */
  @FunctionalInterface
  interface Rows {
    List<Row> of(String soql) throws UnreadException;
  }

  /** Records the parts that the user may not read; without an answer, those that fail silently. */
  static void check(OrgCalls calls, Gaps gaps) {
    Set<String> held;
    try {
      held = held(calls::query);
    } catch (UnreadException e) {
      String reason = "whether all rows are shown is not known: " + e.reason();
      gaps.unanswered(Part.LOGIN_HISTORY, reason);
      gaps.unanswered(Part.TOKENS, reason);
      return;
    }
    for (Part part : JUDGED) {
      if (!part.isReadableWith(held)) {
        gaps.forbidden(
            part, "the monitoring user has none of " + String.join(", ", sorted(part.enough())));
      }
    }
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }

  /** The relevant permissions that are held. One that the org does not have is not held. */
  static Set<String> held(Rows rows) throws UnreadException {
    List<String> asked = new ArrayList<>(ASKED);
    while (true) {
      try {
        List<Row> found =
            rows.of(
                asked.stream()
                    .map("Permissions"::concat)
                    .collect(Collectors.joining(", ", "SELECT ", " FROM UserPermissionAccess")));
        Set<String> held = new HashSet<>();
        for (Row row : found) {
          asked.stream().filter(p -> row.is("Permissions" + p)).forEach(held::add);
        }
        return held;
      } catch (UnreadException e) {
        Optional<String> unknown = unknownColumn(e);
        if (unknown.isEmpty() || !asked.remove(unknown.get())) {
          throw e;
        }
      }
    }
  }

  private static Optional<String> unknownColumn(UnreadException e) {
    Matcher column = COLUMN.matcher(e.reason());
    return e.kind() == Kind.HIDDEN && e.code().equals("INVALID_FIELD") && column.find()
        ? Optional.of(column.group(1))
        : Optional.empty();
  }
}

package dev.headroom.access;

import java.util.Map;

/**
 * What Salesforce's Setup calls a system permission. Most labels are the words of the permission's
 * name in the API; the others are listed here (Salesforce Help, User Permissions).
 */
public final class PermissionLabel {
  private static final Map<String, String> OTHERS =
      Map.of(
          "ViewSetup",
          "View Setup and Configuration",
          "ModifyMetadata",
          "Modify Metadata Through Metadata API Functions",
          "AssignPermissionSets",
          "Assign Permission Sets");

  private PermissionLabel() {}

  /**
   * Returns the label of a permission.
   *
   * @param name in the API, such as {@code ViewEventLogFiles}
   */
  public static String of(String name) {
    return OTHERS.getOrDefault(name, name.replaceAll("(?<=[a-z])(?=[A-Z])", " "));
  }
}

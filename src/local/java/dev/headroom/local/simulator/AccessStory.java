package dev.headroom.local.simulator;

import java.util.Set;

/**
 * Who may use an org's API, as a story.
 *
 * @param people how many people have the profile Standard User
 * @param widened whether that profile got API Enabled today
 * @param neglected whether apps, users and ranges are as years without care leave them
 * @param missing the permissions that the monitoring user lacks
 */
record AccessStory(int people, boolean widened, boolean neglected, Set<String> missing) {
  private static final AccessStory USUAL = new AccessStory(20, false, false, Set.of());

  /** Returns the story of the org with that id; most have a usual one. */
  static AccessStory of(String org) {
    return switch (org) {
      case "globex-archive" -> new AccessStory(214, true, false, Set.of());
      case "acme-dev" -> new AccessStory(12, false, true, Set.of());
      case "initech-secure" ->
          new AccessStory(
              60,
              false,
              true,
              Set.of(
                  "ManageUsers",
                  "MonitorLoginHistory",
                  "CustomizeApplication",
                  "ViewEventLogFiles"));
      default -> USUAL;
    };
  }
}

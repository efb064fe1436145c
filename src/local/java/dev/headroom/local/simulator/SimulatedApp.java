package dev.headroom.local.simulator;

import java.util.List;

/**
 * A connected app, and how it is governed.
 *
 * @param scopes as metadata has them
 * @param relaxation likewise
 * @param refreshToken likewise
 */
record SimulatedApp(
    String id,
    String name,
    boolean adminApproved,
    List<String> scopes,
    String relaxation,
    String refreshToken) {
  /** The app of programs that have none of their own. */
  static final String PLATFORM = "Integration Platform";

  /**
   * An app.
   *
   * @param neglect which of the usual mistakes it has; below 0 none
   */
  static SimulatedApp of(String id, String name, int neglect) {
    List<String> scopes = List.of("Api", "RefreshToken");
    String expires = "specific_inactivity:30:DAYS";
    if (neglect < 0) {
      return new SimulatedApp(id, name, true, scopes, "ENFORCE", expires);
    }
    return switch (neglect % 3) {
      case 0 ->
          new SimulatedApp(id, name, false, List.of("Full", "RefreshToken"), "BYPASS", "infinite");
      case 1 -> new SimulatedApp(id, name, true, scopes, "ENFORCE_RELAXREFRESH", "infinite");
      default ->
          new SimulatedApp(id, name, false, List.of("Api", "Web", "Chatter"), "ENFORCE", expires);
    };
  }

  /** Returns its name in metadata. */
  String fullName() {
    return name.replace(' ', '_');
  }
}

package dev.headroom.access;

/**
 * What a finding or a change is about.
 *
 * @param type {@code user}, {@code app}, {@code profile}, {@code permissionSetGroup} or {@code org}
 * @param id Salesforce's; {@code name:NAME} for an app that only tokens know
 */
public record SubjectRef(String type, String id, String name) {
  /** Returns whether it is a user, so that its name is a person's. */
  public boolean isUser() {
    return type.equals("user");
  }

  /** Returns the subject for an app that only tokens know. */
  static SubjectRef uninstalled(String name) {
    return new SubjectRef("app", "name:" + name, name);
  }
}

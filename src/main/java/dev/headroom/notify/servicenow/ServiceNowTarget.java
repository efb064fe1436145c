package dev.headroom.notify.servicenow;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;

/** The settings of ServiceNow targets in the manifest. */
public final class ServiceNowTarget {
  /** The instance: scheme and host. */
  public static final String URL = "url";

  /** The user that writes: with the role evt_mgmt_integration for events, itil for incidents. */
  public static final String USERNAME = "username";

  /** The user's password. */
  public static final String PASSWORD = "password";

  /** Which API receives events: {@link #EM} or {@link #TABLE}. */
  public static final String API = "api";

  /** The Event Management API. */
  static final String EM = "em";

  /** The table of events. */
  static final String TABLE = "table";

  /** The group that incidents are assigned to. */
  public static final String ASSIGNMENT_GROUP = "assignmentGroup";

  /** The person that incidents are opened for. */
  public static final String CALLER = "caller";

  /** The category of incidents. */
  public static final String CATEGORY = "category";

  /** The state of an incident whose alert is resolved. */
  public static final String RESOLVED_STATE = "resolvedState";

  /** The close code of an incident whose alert is resolved. */
  public static final String CLOSE_CODE = "closeCode";

  /** The manifest's {@code servicenow-event}. */
  public static final TargetType EVENT =
      TargetType.of(
          "servicenow-event",
          "Event Management of a ServiceNow instance.",
          url(),
          username(),
          password(),
          Setting.word(
                  API,
                  List.of(EM, TABLE),
                  "Which API takes the events: that of Event Management, /api/global/em/jsonv2, or"
                      + " the table em_event; em if left out.")
              .optional());

  /** The manifest's {@code servicenow-incident}. */
  public static final TargetType INCIDENT =
      TargetType.of(
          "servicenow-incident",
          "Incidents of a ServiceNow instance, one for each alert.",
          url(),
          username(),
          password(),
          Setting.text(ASSIGNMENT_GROUP, "The name or sys_id of the group that gets incidents.")
              .optional(),
          Setting.text(CALLER, "The name or sys_id of the user that incidents are opened for.")
              .optional(),
          Setting.text(CATEGORY, "The category of incidents, such as software.").optional(),
          Setting.text(
                  RESOLVED_STATE,
                  "The value of the state that a resolve sets, in quotes; \"6\" (Resolved) if left"
                      + " out.")
              .optional(),
          Setting.text(
                  CLOSE_CODE,
                  "The close code that a resolve sets, one of those of the instance; \"Solution"
                      + " provided\" if left out.")
              .optional());

  private ServiceNowTarget() {}

  private static Setting url() {
    return Setting.url(
        URL,
        "The instance, such as https://acme.service-now.com, or a reference to it; the path of the"
            + " API is added.");
  }

  private static Setting username() {
    return Setting.text(USERNAME, "The user that writes, or a reference to the name.");
  }

  private static Setting password() {
    return Setting.secret(
        PASSWORD, "Where the user's password is kept, such as env:SERVICENOW_PASSWORD.");
  }
}

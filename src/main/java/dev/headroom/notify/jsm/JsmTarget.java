package dev.headroom.notify.jsm;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;
import java.util.Map;

/** The settings of Jira Service Management and Opsgenie targets in the manifest. */
public final class JsmTarget {
  /** The key of an API integration. */
  public static final String API_KEY = "apiKey";

  /** The address to which {@code /v2/alerts} is added. */
  public static final String URL = "url";

  /** How an open alert is updated: {@link #NOTE} or {@link #FIELDS}. */
  public static final String UPDATES = "updates";

  /** A note on the alert, which keeps its message and priority. */
  static final String NOTE = "note";

  /** Its message, description and priority are rewritten. */
  static final String FIELDS = "fields";

  private static final String BASE = "https://api.atlassian.com/jsm/ops/integration";
  private static final String OPSGENIE_BASE = "https://api.opsgenie.com";

  /** The manifest's {@code jsm}. */
  public static final TargetType TYPE =
      TargetType.of(
              "jsm",
              "Jira Service Management Operations, through an API integration.",
              apiKey(),
              url("The integration's address, " + BASE + " if left out; /v2/alerts is added."),
              updates(
                  "How an open alert is updated: by a note, as documented, or in its fields,"
                      + " message and priority too; note if left out."))
          .at(Map.of("api.atlassian.com", "/jsm/ops/integration"));

  /** The manifest's {@code opsgenie}. */
  public static final TargetType OPSGENIE =
      TargetType.of(
              "opsgenie",
              "Opsgenie, through an API integration. Its API ends on 5 April 2027: use jsm.",
              apiKey(),
              url(
                  "The address of the API, "
                      + OPSGENIE_BASE
                      + " if left out, https://api.eu.opsgenie.com in the EU; /v2/alerts is"
                      + " added."),
              updates(
                  "How an open alert is updated: by a note, or in its fields, message and priority"
                      + " too; fields if left out."))
          .at(Map.of("api.opsgenie.com", "", "api.eu.opsgenie.com", ""))
          .until(
              "ends: Opsgenie's API is there until 5 April 2027",
              "Move to Jira Service Management and write type: jsm with the key of its"
                  + " integration.");

  private JsmTarget() {}

  private static Setting apiKey() {
    return Setting.secret(
        API_KEY, "Where the key of the API integration is kept, such as env:JSM_KEY.");
  }

  private static Setting url(String description) {
    return Setting.url(URL, description).optional();
  }

  private static Setting updates(String description) {
    return Setting.word(UPDATES, List.of(NOTE, FIELDS), description).optional();
  }

  /** Returns the address for alerts of a type if the manifest gives none. */
  static String base(TargetType type) {
    return type.equals(OPSGENIE) ? OPSGENIE_BASE : BASE;
  }
}

package dev.headroom.notify.incidentio;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.Map;

/** The settings of an incident.io target in the manifest. */
public final class IncidentIoTarget {
  /** The whole address of the alert source. */
  public static final String URL = "url";

  /** The token of the alert source. */
  public static final String TOKEN = "token";

  /** The manifest's {@code incident-io}. */
  public static final TargetType TYPE =
      TargetType.of(
              "incident-io",
              "incident.io, through an HTTP alert source.",
              Setting.url(
                  URL,
                  "The address that the alert source shows,"
                      + " https://api.incident.io/v2/alert_events/http/..., without ?token=."),
              Setting.secret(
                  TOKEN, "Where the alert source's token is kept, such as env:INCIDENT_IO_TOKEN."))
          .at(Map.of("api.incident.io", "/v2/alert_events/http/"));

  private IncidentIoTarget() {}
}

package dev.headroom.notify.datadog;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of a Datadog target in the manifest. */
public final class DatadogTarget {
  /** The API key of the organization. */
  public static final String API_KEY = "apiKey";

  /** The API of the site; {@link #DEFAULT_URL} if absent. */
  public static final String URL = "url";

  static final String DEFAULT_URL = "https://api.datadoghq.com";

  private static final List<String> SITES =
      List.of(
          "datadoghq.com",
          "us3.datadoghq.com",
          "us5.datadoghq.com",
          "datadoghq.eu",
          "ap1.datadoghq.com",
          "ap2.datadoghq.com",
          "uk1.datadoghq.com",
          "ddog-gov.com",
          "us2.ddog-gov.com");

  /** The manifest's {@code datadog}. */
  public static final TargetType TYPE =
      TargetType.of(
              "datadog",
              "Datadog's event stream: an event for each transition, joined by the alert's key.",
              Setting.secret(API_KEY, "Where the API key is kept, such as env:DD_API_KEY."),
              Setting.url(
                      URL,
                      "The API of your site, such as https://api.datadoghq.eu; "
                          + DEFAULT_URL
                          + " if left out; /api/v1/events is added.")
                  .optional())
          .at(hosts());

  private DatadogTarget() {}

  private static Map<String, String> hosts() {
    Map<String, String> hosts = new HashMap<>();
    SITES.forEach(site -> hosts.put("api." + site, ""));
    return hosts;
  }
}

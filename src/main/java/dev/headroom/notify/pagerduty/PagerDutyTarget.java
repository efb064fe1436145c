package dev.headroom.notify.pagerduty;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.Map;

/** The settings of a PagerDuty target in the manifest. */
public final class PagerDutyTarget {
  /** The integration key of a service's Events API v2 integration. */
  public static final String ROUTING_KEY = "routingKey";

  /** The complete enqueue address; {@link #DEFAULT_URL} if absent. */
  public static final String URL = "url";

  /** Where events go by default; accounts of the EU region have another host. */
  public static final String DEFAULT_URL = "https://events.pagerduty.com/v2/enqueue";

  private static final String ENQUEUE = "/v2/enqueue";

  /** The manifest's {@code pagerduty}. */
  public static final TargetType TYPE =
      TargetType.of(
              "pagerduty",
              "A PagerDuty service, through the Events API v2.",
              Setting.secret(ROUTING_KEY, "Where the integration key is kept, such as env:PD_KEY."),
              Setting.url(
                      URL,
                      "The enqueue address, for another region than the default; an https address,"
                          + " or a reference to one.")
                  .optional())
          .at(Map.of("events.pagerduty.com", ENQUEUE, "events.eu.pagerduty.com", ENQUEUE));

  private PagerDutyTarget() {}
}

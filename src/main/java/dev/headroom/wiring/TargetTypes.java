package dev.headroom.wiring;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.aws.EventBridgeTarget;
import dev.headroom.notify.aws.SnsTarget;
import dev.headroom.notify.datadog.DatadogTarget;
import dev.headroom.notify.incidentio.IncidentIoTarget;
import dev.headroom.notify.jsm.JsmTarget;
import dev.headroom.notify.pagerduty.PagerDutyTarget;
import dev.headroom.notify.servicenow.ServiceNowTarget;
import dev.headroom.notify.slack.SlackBotTarget;
import dev.headroom.notify.slack.SlackTarget;
import dev.headroom.notify.splunk.SplunkTarget;
import dev.headroom.notify.teams.TeamsTarget;
import dev.headroom.notify.webhook.WebhookTarget;
import java.util.List;

/** The kinds of target that this release can deliver to; readable without a container. */
public final class TargetTypes {
  /** Every kind, in the order of the manifest's documentation. */
  public static final List<TargetType> ALL =
      List.of(
          WebhookTarget.TYPE,
          PagerDutyTarget.TYPE,
          SlackTarget.TYPE,
          TeamsTarget.TYPE,
          JsmTarget.TYPE,
          JsmTarget.OPSGENIE,
          ServiceNowTarget.EVENT,
          ServiceNowTarget.INCIDENT,
          SplunkTarget.TYPE,
          DatadogTarget.TYPE,
          IncidentIoTarget.TYPE,
          SlackBotTarget.TYPE,
          SnsTarget.TYPE,
          EventBridgeTarget.TYPE);

  private TargetTypes() {}
}

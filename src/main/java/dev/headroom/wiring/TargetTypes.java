package dev.headroom.wiring;

import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.aws.EventBridgeNotifier;
import dev.headroom.notify.aws.EventBridgeTarget;
import dev.headroom.notify.aws.SnsNotifier;
import dev.headroom.notify.aws.SnsTarget;
import dev.headroom.notify.datadog.DatadogNotifier;
import dev.headroom.notify.datadog.DatadogTarget;
import dev.headroom.notify.incidentio.IncidentIoNotifier;
import dev.headroom.notify.incidentio.IncidentIoTarget;
import dev.headroom.notify.jsm.JsmNotifier;
import dev.headroom.notify.jsm.JsmTarget;
import dev.headroom.notify.jsm.OpsgenieNotifier;
import dev.headroom.notify.pagerduty.PagerDutyNotifier;
import dev.headroom.notify.pagerduty.PagerDutyTarget;
import dev.headroom.notify.servicenow.ServiceNowEventNotifier;
import dev.headroom.notify.servicenow.ServiceNowIncidentNotifier;
import dev.headroom.notify.servicenow.ServiceNowTarget;
import dev.headroom.notify.slack.SlackBotNotifier;
import dev.headroom.notify.slack.SlackBotTarget;
import dev.headroom.notify.slack.SlackNotifier;
import dev.headroom.notify.slack.SlackTarget;
import dev.headroom.notify.splunk.SplunkNotifier;
import dev.headroom.notify.splunk.SplunkTarget;
import dev.headroom.notify.teams.TeamsNotifier;
import dev.headroom.notify.teams.TeamsTarget;
import dev.headroom.notify.webhook.WebhookNotifier;
import dev.headroom.notify.webhook.WebhookTarget;
import java.util.List;
import java.util.function.Function;

/** The kinds of target that this release can deliver to; readable without a container. */
public final class TargetTypes {
  /**
   * A kind of target.
   *
   * @param notifier makes one that calls through the given client
   */
  public record Kind(TargetType type, Function<OutboundHttp, Notifier> notifier) {}

  /** Every kind, in the order of the manifest's documentation. */
  public static final List<Kind> KINDS =
      List.of(
          new Kind(WebhookTarget.TYPE, WebhookNotifier::new),
          new Kind(PagerDutyTarget.TYPE, PagerDutyNotifier::new),
          new Kind(SlackTarget.TYPE, SlackNotifier::new),
          new Kind(TeamsTarget.TYPE, TeamsNotifier::new),
          new Kind(JsmTarget.TYPE, JsmNotifier::new),
          new Kind(JsmTarget.OPSGENIE, OpsgenieNotifier::new),
          new Kind(ServiceNowTarget.EVENT, ServiceNowEventNotifier::new),
          new Kind(ServiceNowTarget.INCIDENT, ServiceNowIncidentNotifier::new),
          new Kind(SplunkTarget.TYPE, SplunkNotifier::new),
          new Kind(DatadogTarget.TYPE, DatadogNotifier::new),
          new Kind(IncidentIoTarget.TYPE, IncidentIoNotifier::new),
          new Kind(SlackBotTarget.TYPE, SlackBotNotifier::new),
          new Kind(SnsTarget.TYPE, SnsNotifier::new),
          new Kind(EventBridgeTarget.TYPE, EventBridgeNotifier::new));

  /** Their types, in the same order. */
  public static final List<TargetType> ALL = KINDS.stream().map(Kind::type).toList();

  private TargetTypes() {}
}

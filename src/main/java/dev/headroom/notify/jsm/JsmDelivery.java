package dev.headroom.notify.jsm;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Sender;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sends one notification to an API whose alerts are identified by their alias. Everything is queued
 * there: 202 says that the request will be processed.
 */
final class JsmDelivery {
  private static final int ACCEPTED = 202;

  /** A close that finds nothing open has nothing to do. */
  private static final Pattern NO_ALERT =
      Pattern.compile("(?i)alert[^\"]*(?:not found|does not exist|could not be found)");

  private final OutboundHttp http;
  private final TargetType type;
  private final ResolvedTarget target;
  private final Instant at;

  JsmDelivery(OutboundHttp http, TargetType type, ResolvedTarget target, Instant at) {
    this.http = http;
    this.type = type;
    this.target = target;
    this.at = at;
  }

  DeliveryResult tell(Notification n) {
    String alerts =
        TargetHttp.below(target.find(JsmTarget.URL).orElse(JsmTarget.base(type)), "/v2/alerts");
    String one = alerts + "/" + n.dedupKey();
    if (n.isResolve()) {
      byte[] close = JsmAlert.close(n);
      return http(1)
          .call(
              JsmApi.class,
              one + "/close?identifierType=alias",
              api -> api.post(key(), close),
              reply -> reply.status() == ACCEPTED,
              JsmDelivery::judgeClose);
    }
    boolean inFields = n.previousSeverity() != null && updates().equals(JsmTarget.FIELDS);
    TargetHttp calls = http(inFields ? 1 + JsmAlert.fields(n).size() : 1);
    byte[] create = JsmAlert.create(n);
    DeliveryResult result =
        calls.call(
            JsmApi.class,
            alerts,
            api -> api.post(key(), create),
            reply -> reply.status() == ACCEPTED,
            (reply, byStatus) -> byStatus);
    if (!inFields) {
      return result;
    }
    // Created first, so that there is an alert to write to; each write may be repeated.
    for (Map.Entry<String, byte[]> field : JsmAlert.fields(n).entrySet()) {
      if (!(result instanceof DeliveryResult.Accepted)) {
        return result;
      }
      result =
          calls.call(
              JsmApi.class,
              one + "/" + field.getKey() + "?identifierType=alias",
              api -> api.put(key(), field.getValue()),
              reply -> reply.status() == ACCEPTED,
              (reply, byStatus) -> byStatus);
    }
    return result;
  }

  private TargetHttp http(int calls) {
    return new TargetHttp(http, target, at).within(Sender.TIMEOUT.dividedBy(calls));
  }

  private String key() {
    return "GenieKey " + target.require(JsmTarget.API_KEY);
  }

  private String updates() {
    return target
        .find(JsmTarget.UPDATES)
        .orElse(type.equals(JsmTarget.OPSGENIE) ? JsmTarget.FIELDS : JsmTarget.NOTE);
  }

  private static DeliveryResult judgeClose(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return reply.status() == 404
            && byStatus instanceof DeliveryResult.Rejected refused
            && NO_ALERT.matcher(reply.body().text()).find()
        ? new DeliveryResult.Accepted(refused.detail())
        : byStatus;
  }
}

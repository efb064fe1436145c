package dev.headroom.notify.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Splunk's HTTP Event Collector. Each transition is a separate event that contains the alert's key;
 * a crash between sending and recording may repeat one. The codes are documented in
 * help.splunk.com, "Troubleshoot HTTP Event Collector".
 */
@ApplicationScoped
public class SplunkNotifier implements Notifier {
  private static final int NO_CODE = -1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public SplunkNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return SplunkTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    byte[] event = SplunkEvent.of(notification, target);
    String token = "Splunk " + target.require(SplunkTarget.TOKEN);
    Optional<String> channel = target.find(SplunkTarget.CHANNEL);
    return new TargetHttp(http, target, at)
        .call(
            SplunkApi.class,
            TargetHttp.below(target.require(SplunkTarget.URL), "/services/collector/event"),
            api ->
                channel.isPresent()
                    ? api.post(token, channel.get(), event)
                    : api.post(token, event),
            reply -> reply.status() == 200 && code(reply) == 0,
            SplunkNotifier::judge);
  }

  /** The code says more than the status: an index that is not allowed is not the event's fault. */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    String detail = detail(byStatus);
    return switch (code(reply)) {
      // The token is disabled, missing, malformed, or unknown to this collector.
      case 1, 2, 3, 4 -> new DeliveryResult.Rejected(RejectKind.UNUSABLE, detail);
      // The index, the channel, or acknowledgment is not configured correctly.
      case 7, 10, 11, 14 -> new DeliveryResult.Rejected(RejectKind.UNUSABLE, detail);
      // No data, a wrong format, or an event that is missing or blank.
      case 5, 6, 12, 13 -> new DeliveryResult.Rejected(RejectKind.POISON, detail);
      case 8, 9 ->
          byStatus instanceof DeliveryResult.Retryable r && r.kind() != RetryKind.UNEXPECTED
              ? r
              : new DeliveryResult.Retryable(RetryKind.SERVER, detail, null, false);
      default -> byStatus;
    };
  }

  private static String detail(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Accepted a -> a.receipt();
      case DeliveryResult.Retryable r -> r.detail();
      case DeliveryResult.Rejected r -> r.detail();
      case DeliveryResult.Gone g -> g.detail();
    };
  }

  private static int code(HttpOutcome.Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body().bytes());
      JsonNode code = body == null ? null : body.get("code");
      return code != null && code.isInt() ? code.intValue() : NO_CODE;
    } catch (IOException e) {
      return NO_CODE;
    }
  }
}

package dev.headroom.notify.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.aws.Arn;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A bus of Amazon EventBridge. Each transition is one event, by whose {@code id} a repeat after a
 * crash is recognised; a rule that no event matches drops it silently.
 */
@ApplicationScoped
public class EventBridgeNotifier implements Notifier {
  private static final String PUT_EVENTS = "AWSEvents.PutEvents";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public EventBridgeNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return EventBridgeTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    Optional<Arn> bus = Arn.parse(target.require(EventBridgeTarget.BUS), "events");
    return bus.isEmpty()
        ? AwsDelivery.noArn(target, EventBridgeTarget.BUS)
        : new AwsDelivery(http, target, bus.get(), PUT_EVENTS)
            .send(
                EventBridgeEntry.of(notification, bus.get()),
                at,
                EventBridgeNotifier::isAccepted,
                EventBridgeNotifier::judge);
  }

  /** Under 200 an entry may still have failed. */
  private static boolean isAccepted(HttpOutcome.Reply reply) {
    JsonNode body = body(reply);
    return reply.status() == 200
        && body.path("FailedEntryCount").asInt(-1) == 0
        && !body.at("/Entries/0/EventId").asText().isEmpty();
  }

  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    JsonNode body = body(reply);
    String type = body.path("__type").asText();
    String code =
        type.isEmpty()
            ? body.at("/Entries/0/ErrorCode").asText()
            : type.substring(type.indexOf('#') + 1);
    return AwsErrors.judge(code, byStatus);
  }

  private static JsonNode body(HttpOutcome.Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body().bytes());
      return body == null ? MissingNode.getInstance() : body;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.webhook.WebhookTarget;
import jakarta.inject.Singleton;

/** A receiver of Standard Webhooks 1.0 that accepts everything; it has no secret to verify with. */
@Singleton
public final class WebhookReceiver implements Receiver {
  @Override
  public String type() {
    return WebhookTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Webhook";
  }

  @Override
  public Answer answer(Incoming request) {
    return Answer.empty(204);
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(
        Told.first(body, "/data/title", "/title", "/text", "/message"),
        Told.first(body, "/data/transition", "/type"),
        Told.first(body, "/data/severity"),
        Told.first(body, "/data/org"));
  }
}

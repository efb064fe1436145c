package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.teams.TeamsTarget;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * A workflow that posts Adaptive Cards. A real one accepts everything with 202 and fails later on
 * its own; this one refuses at once what Teams would not show.
 */
@Singleton
public final class TeamsReceiver implements Receiver {
  private static final int MAX_BYTES = 28 * 1024;
  private static final String CARD = "application/vnd.microsoft.card.adaptive";

  @Override
  public String type() {
    return TeamsTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Microsoft Teams";
  }

  @Override
  public Answer answer(Incoming request) {
    JsonNode message = request.json();
    JsonNode attachment = message.path("attachments").path(0);
    JsonNode card = attachment.path("content");
    boolean isCard =
        message.path("type").asText().equals("message")
            && attachment.path("contentType").asText().equals(CARD)
            && card.path("type").asText().equals("AdaptiveCard")
            && card.path("version").isTextual()
            && card.path("body").isArray();
    if (!isCard || hasNumber(card)) {
      return refused(
          400, "TriggerInputSchemaMismatch", "The input body does not match the schema.");
    }
    return request.bytes() > MAX_BYTES
        ? refused(413, "RequestEntityTooLarge", "The card is larger than 28 KB.")
        : Answer.empty(202);
  }

  /** A text that is a number is not shown. */
  private static boolean hasNumber(JsonNode card) {
    return card.findValues("text").stream().anyMatch(text -> !text.isTextual());
  }

  private static Answer refused(int status, String code, String message) {
    return Answer.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }

  /** The level and the org are in the title. */
  @Override
  public Told told(JsonNode body) {
    return new Told(Told.first(body, "/attachments/0/content/body/0/inlines/0/text"), "", "", "");
  }
}

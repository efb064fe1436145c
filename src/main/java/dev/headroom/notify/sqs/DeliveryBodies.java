package dev.headroom.notify.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Writes and reads the body of a delivery message: {@code {"outbox": "...", "target": "..."}}. */
@Singleton
public final class DeliveryBodies {
  private final ObjectMapper json;

  public DeliveryBodies(ObjectMapper json) {
    this.json = json;
  }

  @RegisterForReflection
  record Body(@Nullable String outbox, @Nullable String target) {}

  /** A requested delivery. */
  public record Delivery(OutboxId outbox, TargetId target) {}

  /** Returns the body that requests a delivery. */
  public String write(OutboxId outbox, TargetId target) {
    try {
      return json.writeValueAsString(new Body(outbox.toString(), target.value()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery message is plain text", e);
    }
  }

  /**
   * Returns the delivery that {@code body} requests.
   *
   * @throws UnreadableBodyException if it does not have this form; says what is wrong
   */
  public Delivery read(@Nullable String body) throws UnreadableBodyException {
    try {
      Body read = body == null ? null : json.readValue(body, Body.class);
      if (read == null || read.outbox() == null || read.target() == null) {
        throw new UnreadableBodyException("body is not {outbox, target}");
      }
      String outbox = read.outbox();
      return new Delivery(
          OutboxId.parse(outbox)
              .orElseThrow(
                  () -> new UnreadableBodyException("outbox '" + outbox + "' is not an outbox id")),
          new TargetId(read.target()));
    } catch (JsonProcessingException e) {
      throw new UnreadableBodyException("body is not {outbox, target}: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new UnreadableBodyException(String.valueOf(e.getMessage()));
    }
  }
}

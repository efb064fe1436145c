package dev.headroom.cycle.job.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.org.OrgId;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes and reads the body of an org's turn: {@code {"org": "...", "at": "..."}}. */
@Singleton
public final class OrgJobBodies {
  private final ObjectMapper json;

  public OrgJobBodies(ObjectMapper json) {
    this.json = json;
  }

  @RegisterForReflection
  record Body(@Nullable String org, @Nullable String at) {}

  /** Returns the body of {@code message}. */
  public String write(OrgJobMessage message) {
    try {
      return json.writeValueAsString(new Body(message.org().value(), message.at().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an org's turn is plain text", e);
    }
  }

  /**
   * Returns the message in {@code body}; fractions of a second are cut off.
   *
   * @throws UnreadableBodyException if it is malformed; says how
   */
  public OrgJobMessage read(@Nullable String body) throws UnreadableBodyException {
    Body read = parse(body);
    if (read.org() == null || read.at() == null) {
      throw new UnreadableBodyException("body lacks " + (read.org() == null ? "org" : "at"));
    }
    try {
      return new OrgJobMessage(
          new OrgId(read.org()),
          OffsetDateTime.parse(read.at()).toInstant().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeParseException e) {
      throw new UnreadableBodyException("at '" + read.at() + "' is not an ISO 8601 instant");
    } catch (IllegalArgumentException e) {
      throw new UnreadableBodyException(String.valueOf(e.getMessage()));
    }
  }

  private Body parse(@Nullable String body) throws UnreadableBodyException {
    try {
      Body read = body == null ? null : json.readValue(body, Body.class);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableBodyException("body is not {org, at}: " + e.getOriginalMessage());
    }
    throw new UnreadableBodyException("body is empty");
  }
}

package dev.headroom.cycle.poll.sqs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.org.OrgId;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the body of a poll message: {@code {"slot": "...", "orgs": ["..."]}}; {@code
 * "scheduled": true} is added where it says so.
 */
@Singleton
public final class PollBodies {
  private final ObjectMapper json;

  public PollBodies(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @param scheduled absent if it is false
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(@Nullable String slot, @Nullable List<String> orgs, @Nullable Boolean scheduled) {}

  /** Returns the body of {@code message}. */
  public String write(PollMessage message) {
    try {
      return json.writeValueAsString(
          new Body(
              message.slot().toString(),
              message.orgs().stream().map(OrgId::value).toList(),
              message.scheduled() ? true : null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a poll message is plain text", e);
    }
  }

  /**
   * Returns the message in {@code body}; an org named twice is read once, fractions of a second in
   * a slot are cut off.
   *
   * @throws UnreadableBodyException if it does not have this form; says what is wrong
   */
  public PollMessage read(@Nullable String body) throws UnreadableBodyException {
    Body read = parse(body);
    if (read.slot() == null || read.orgs() == null) {
      throw new UnreadableBodyException("body lacks " + (read.slot() == null ? "slot" : "orgs"));
    }
    Instant slot = slot(read.slot());
    LinkedHashSet<OrgId> orgs = new LinkedHashSet<>();
    try {
      for (String org : read.orgs()) {
        orgs.add(new OrgId(String.valueOf(org)));
      }
      return new PollMessage(slot, List.copyOf(orgs), Boolean.TRUE.equals(read.scheduled()));
    } catch (IllegalArgumentException e) {
      throw new UnreadableBodyException(String.valueOf(e.getMessage()));
    }
  }

  private static Instant slot(String text) throws UnreadableBodyException {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeParseException e) {
      throw new UnreadableBodyException("slot '" + text + "' is not an ISO 8601 instant");
    }
  }

  private Body parse(@Nullable String body) throws UnreadableBodyException {
    try {
      Body read = body == null ? null : json.readValue(body, Body.class);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableBodyException("body is not {slot, orgs}: " + e.getOriginalMessage());
    }
    throw new UnreadableBodyException("body is empty");
  }
}

package dev.headroom.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.PollMessage;
import dev.headroom.org.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a poll message: {@code {"slot": "...", "orgs": ["..."]}}. */
@Singleton
final class PollBodies {
  private final ObjectMapper json;

  PollBodies(ObjectMapper json) {
    this.json = json;
  }

  @RegisterForReflection
  record Body(@Nullable String slot, @Nullable List<@Nullable String> orgs) {}

  PollMessage read(@Nullable String body) throws UnreadableBodyException {
    Body read = parse(body);
    if (read.slot() == null || read.orgs() == null) {
      throw new UnreadableBodyException("body lacks " + (read.slot() == null ? "slot" : "orgs"));
    }
    String text = read.slot();
    Instant slot =
        Events.instant(text)
            .orElseThrow(() -> new UnreadableBodyException("slot '" + text + "' is no instant"))
            .truncatedTo(ChronoUnit.SECONDS);
    LinkedHashSet<OrgId> orgs = new LinkedHashSet<>();
    try {
      for (String org : read.orgs()) {
        orgs.add(new OrgId(String.valueOf(org)));
      }
      return new PollMessage(slot, List.copyOf(orgs));
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
      throw new UnreadableBodyException("body is not {slot, orgs}: " + e.getOriginalMessage());
    }
    throw new UnreadableBodyException("body is empty");
  }
}

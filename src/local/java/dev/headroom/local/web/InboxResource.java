package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Takes notifications over real HTTP and answers as the real receiver does: PagerDuty's Events API
 * v2 and Slack's incoming webhooks by their documentation, all else like a plain webhook.
 */
@Path("/")
public class InboxResource {
  /** PagerDuty takes 512 KB and nobody here more. */
  private static final int MAX_BYTES = 512 * 1024;

  /** Bodies that are looked into at once: each takes many times its size while it is. */
  private static final int AT_ONCE = 4;

  private final Inbox inbox;
  private final ObjectMapper json;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Keeps what it takes in {@code inbox}. */
  public InboxResource(Inbox inbox, ObjectMapper json) {
    this.inbox = inbox;
    this.json = json;
  }

  /** Takes one message; 404 where there is no inbox. */
  @POST
  @Path("inbox/{name}")
  @Consumes(MediaType.WILDCARD)
  @Blocking
  public Response take(
      @PathParam("name") String name, @Context HttpHeaders headers, InputStream content)
      throws IOException, InterruptedException {
    if (!inbox.isOpen()) {
      throw NotThereException.inApi(Inbox.NONE, Inbox.NONE_REMEDY);
    }
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      return Response.status(413).build();
    }
    places.acquire();
    try {
      String body = new String(bytes, StandardCharsets.UTF_8);
      Response answer =
          switch (name) {
            case "pagerduty" -> asPagerDuty(body);
            case "slack" -> asSlack(body);
            default -> Response.noContent().build();
          };
      inbox.keep(name, answer.getStatus(), flat(headers), body);
      return answer;
    } finally {
      places.release();
    }
  }

  private Response asPagerDuty(String body) {
    JsonNode event = read(body);
    List<String> errors = new ArrayList<>();
    if (!event.isObject()) {
      errors.add("JSON is invalid");
    } else {
      if (event.path("routing_key").asText().isBlank()) {
        errors.add("'routing_key' is missing or blank");
      }
      String action = event.path("event_action").asText();
      if (!List.of("trigger", "acknowledge", "resolve").contains(action)) {
        errors.add("'event_action' must be one of trigger, acknowledge, resolve");
      }
      if (action.equals("trigger") && event.path("payload").path("summary").asText().isBlank()) {
        errors.add("'payload.summary' is missing or blank");
      }
    }
    if (!errors.isEmpty()) {
      return json(
          400,
          Map.of(
              "status", "invalid event", "message", "Event object is invalid", "errors", errors));
    }
    return json(
        202,
        Map.of(
            "status",
            "success",
            "message",
            "Event processed",
            "dedup_key",
            event.path("dedup_key").asText()));
  }

  private Response asSlack(String body) {
    JsonNode message = read(body);
    if (!message.isObject()) {
      return text(400, "invalid_payload");
    }
    boolean says =
        !message.path("text").asText().isEmpty()
            || message.has("blocks")
            || message.has("attachments");
    return says ? text(200, "ok") : text(400, "missing_text_or_fallback_or_attachments");
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Response json(int status, Map<String, Object> body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new TreeMap<>(body))
        .build();
  }

  private static Response text(int status, String body) {
    return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity(body).build();
  }

  private static Map<String, String> flat(HttpHeaders headers) {
    Map<String, String> flat = new TreeMap<>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                flat.merge(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", values),
                    (a, b) -> a + ", " + b));
    return flat;
  }
}

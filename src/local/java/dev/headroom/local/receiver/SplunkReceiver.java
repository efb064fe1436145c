package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.splunk.SplunkTarget;
import jakarta.inject.Singleton;
import java.util.Map;

/** The HTTP Event Collector (help.splunk.com, "Troubleshoot HTTP Event Collector"). */
@Singleton
public final class SplunkReceiver implements Receiver {
  private static final int MAX_BYTES = 1_000_000;

  @Override
  public String type() {
    return SplunkTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Splunk";
  }

  @Override
  public Answer answer(Incoming request) {
    if (!request.path().equals("/services/collector/event")) {
      return said(404, "The requested URL was not found on this server.", 404);
    }
    if (request.header("authorization").isEmpty()) {
      return said(401, "Token is required", 2);
    }
    if (!request.header("authorization").startsWith("Splunk ")) {
      return said(401, "Invalid authorization", 3);
    }
    JsonNode event = request.json();
    if (request.body().isBlank()) {
      return said(400, "No data", 5);
    }
    if (!event.isObject()) {
      return said(400, "Invalid data format", 6);
    }
    if (!event.has("event")) {
      return said(400, "Event field is required", 12);
    }
    if (event.path("event").isTextual() && event.path("event").asText().isBlank()) {
      return said(400, "Event field cannot be blank", 13);
    }
    return request.bytes() > MAX_BYTES
        ? said(413, "Request entity too large", 27)
        : said(200, "Success", 0);
  }

  private static Answer said(int status, String text, int code) {
    return Answer.json(status, Map.of("text", text, "code", code));
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(
        Told.first(body, "/event/title"),
        Told.first(body, "/event/transition"),
        Told.first(body, "/event/severity"),
        Told.first(body, "/event/org"));
  }
}

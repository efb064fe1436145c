package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.notify.aws.EventBridgeTarget;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amazon EventBridge, of which only {@code PutEvents} with one entry is known. */
@Singleton
public final class EventBridgeReceiver implements Receiver {
  private static final int MAX_BYTES = 262_144;

  @Override
  public String type() {
    return EventBridgeTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Amazon EventBridge";
  }

  @Override
  public Set<String> secretHeaders() {
    return AwsRequests.SECRET_HEADERS;
  }

  @Override
  public Answer answer(Incoming request) {
    if (!request.header("x-amz-target").equals("AWSEvents.PutEvents")
        || !request.header("content-type").equals("application/x-amz-json-1.1")) {
      return Answer.json(400, Map.of("__type", "UnknownOperationException"));
    }
    if (!AwsRequests.areSigned(
        request, "events", Set.of("content-type", "host", "x-amz-date", "x-amz-target"))) {
      return Answer.json(400, Map.of("__type", "InvalidSignatureException"));
    }
    JsonNode entries = request.json().path("Entries");
    JsonNode entry = entries.path(0);
    if (!entries.isArray() || entries.size() != 1) {
      return Answer.json(400, Map.of("__type", "ValidationException"));
    }
    if (size(entry) > MAX_BYTES) {
      return Answer.json(
          413, Map.of("__type", "com.amazonaws.events#RequestEntityTooLargeException"));
    }
    if (!entry.path("EventBusName").asText().matches("arn:aws:events:\\S+:event-bus/\\S+")) {
      return failed("InvalidArgument");
    }
    if (!Incoming.json(entry.path("Detail").asText()).isObject()) {
      return failed("MalformedDetail");
    }
    return Answer.json(
        200,
        Map.of(
            "FailedEntryCount",
            0,
            "Entries",
            List.of(Map.of("EventId", "11710aed-b79e-4468-a20b-bb3c0c3b4860"))));
  }

  /** An entry's size: docs.aws.amazon.com, "Calculating PutEvents event entry size". */
  private static int size(JsonNode entry) {
    int size = entry.has("Time") ? 14 : 0;
    for (String member : List.of("Source", "DetailType", "Detail")) {
      size += entry.path(member).asText().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  private static Answer failed(String code) {
    return Answer.json(
        200, Map.of("FailedEntryCount", 1, "Entries", List.of(Map.of("ErrorCode", code))));
  }

  /** Returns the entries, with each detail as an object. */
  @Override
  public JsonNode read(String body) {
    JsonNode all = Incoming.json(body);
    for (JsonNode entry : all.path("Entries")) {
      if (entry instanceof ObjectNode object
          && Incoming.json(object.path("Detail").asText()) instanceof ObjectNode detail) {
        object.set("Detail", detail);
      }
    }
    return all;
  }

  @Override
  public Told told(JsonNode body) {
    return AwsRequests.told(body, "/Entries/0/Detail/data");
  }
}

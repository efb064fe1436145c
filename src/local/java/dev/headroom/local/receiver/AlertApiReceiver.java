package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Alert API of Opsgenie, which Jira Service Management took over (docs.opsgenie.com, "Alert
 * API"). Everything is queued, so even the close of an alert that nobody opened is accepted.
 */
abstract class AlertApiReceiver implements Receiver {
  private static final Pattern ONE =
      Pattern.compile("/v2/alerts/([^/?]+)/([a-z]+)\\?identifierType=alias");
  private static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4", "P5");

  @Override
  public Answer answer(Incoming request) {
    if (!request.header("authorization").startsWith("GenieKey ")) {
      return Answer.json(401, Map.of("message", "Could not authenticate"));
    }
    JsonNode body = request.json();
    Map<String, String> errors = new TreeMap<>();
    if (!body.isObject()) {
      return unprocessable(Map.of("body", "is not JSON"));
    }
    Matcher one = ONE.matcher(request.path());
    if (request.path().equals("/v2/alerts") && request.method().equals("POST")) {
      checkAlert(body, errors);
    } else if (!one.matches() || !isAction(request.method(), one.group(2))) {
      return Answer.json(404, Map.of("message", "Resource not found"));
    }
    check(errors, body, "message", 130);
    check(errors, body, "description", 15_000);
    check(errors, body, "note", 25_000);
    return errors.isEmpty()
        ? Answer.json(
            202,
            Map.of(
                "result",
                "Request will be processed",
                "took",
                0.1,
                "requestId",
                "43a29c5c-3dbf-4fa4-9c26-f4f71023e120"))
        : unprocessable(errors);
  }

  /** Whether the documentation has that action; only some products can change fields. */
  private boolean isAction(String method, String action) {
    return method.equals("POST")
        ? action.equals("close")
        : method.equals("PUT") && fields().contains(action);
  }

  /** Returns the fields of an open alert that can be changed. */
  abstract Set<String> fields();

  private static void checkAlert(JsonNode alert, Map<String, String> errors) {
    if (alert.path("message").asText().isEmpty()) {
      errors.put("message", "Message can not be empty.");
    }
    check(errors, alert, "alias", 512);
    check(errors, alert, "entity", 512);
    check(errors, alert, "source", 100);
    if (!PRIORITIES.contains(alert.path("priority").asText())) {
      errors.put("priority", "should be one of [ P1, P2, P3, P4, P5 ]");
    }
    JsonNode tags = alert.path("tags");
    if (tags.size() > 20) {
      errors.put("tags", "can not have more than 20");
    }
    tags.forEach(
        tag -> {
          if (tag.asText().length() > 50) {
            errors.put("tags", "can not be longer than 50 characters");
          }
        });
    int details = 0;
    for (Map.Entry<String, JsonNode> detail : alert.path("details").properties()) {
      details += detail.getKey().length() + detail.getValue().asText().length();
      if (!detail.getValue().isTextual()) {
        errors.put("details", "should be a map of texts");
      }
    }
    if (details > 8_000) {
      errors.put("details", "can not be longer than 8000 characters");
    }
  }

  private static void check(Map<String, String> errors, JsonNode body, String name, int most) {
    if (body.path(name).asText().length() > most) {
      errors.put(name, "can not be longer than " + most + " characters");
    }
  }

  private static Answer unprocessable(Map<String, String> errors) {
    return Answer.json(
        422,
        Map.of(
            "message",
            "Request body is not processable. Please check the errors.",
            "errors",
            errors));
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(
        Told.first(body, "/message", "/note"),
        Told.first(body, "/details/transition"),
        Told.first(body, "/details/severity"),
        Told.first(body, "/details/org"));
  }
}

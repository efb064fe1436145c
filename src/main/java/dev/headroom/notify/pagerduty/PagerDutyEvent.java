package dev.headroom.notify.pagerduty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Texts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event of the Events API v2 (developer.pagerduty.com, "Send an alert event"). An
 * acknowledgement acknowledges the incident, a resolve resolves it, and every other transition is a
 * trigger: with the same dedup key it updates the open alert in place.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record PagerDutyEvent(
    @JsonProperty("routing_key") String routingKey,
    @JsonProperty("event_action") String eventAction,
    @JsonProperty("dedup_key") String dedupKey,
    String client,
    @JsonProperty("client_url") @Nullable String clientUrl,
    @Nullable List<Link> links,
    Payload payload) {
  /** "Summary: a brief text summary of the event", its maximum length. */
  static final int MAX_SUMMARY_CHARS = 1024;

  /** PagerDuty accepts 512 KB; Alertmanager also stays below 512,000 bytes. */
  static final int MAX_BODY_BYTES = 512_000;

  /** Facts that have their own place in the event. */
  private static final Set<String> ELSEWHERE = Set.of("key", "rule", "title", "url");

  /** Members of the projection, and their names among the details. */
  private static final SequencedMap<String, String> PROJECTION = new LinkedHashMap<>();

  static {
    PROJECTION.put("at", "projected_exhaustion");
    PROJECTION.put("earliest", "projected_earliest");
    PROJECTION.put("latest", "projected_latest");
    PROJECTION.put("probability", "projected_probability");
    PROJECTION.put("why", "why");
  }

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** A link for a person. */
  @RegisterForReflection
  record Link(String href, String text) {}

  /** What happened. */
  @RegisterForReflection
  record Payload(
      String summary,
      String source,
      String severity,
      String timestamp,
      String component,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String group,
      @JsonProperty("class") String type,
      @JsonProperty("custom_details") Map<String, @Nullable Object> details) {}

  static byte[] of(Notification n, String routingKey) {
    byte[] event = write(event(n, routingKey, details(n)));
    if (event.length <= MAX_BODY_BYTES) {
      return event;
    }
    // Details are dropped rather than the alert.
    return write(event(n, routingKey, Map.of("note", "The details were too large for PagerDuty.")));
  }

  private static PagerDutyEvent event(
      Notification n, String routingKey, Map<String, @Nullable Object> details) {
    String page = n.page() == null ? null : n.page().toString();
    return new PagerDutyEvent(
        routingKey,
        action(n),
        n.dedupKey(),
        "Headroom",
        page,
        page == null ? null : List.of(new Link(page, place(n) + " in Headroom")),
        new Payload(
            Texts.cut(n.title(), MAX_SUMMARY_CHARS),
            isFleet(n) ? "headroom" : n.transition().key().org().value(),
            severity(n.severity()),
            n.transition().evidence().slot().toString(),
            n.transition().key().subjectId(),
            n.tenant(),
            n.transition().key().rule().word(),
            details));
  }

  private static String action(Notification n) {
    if (n.isResolve()) {
      return "resolve";
    }
    return n.transition() instanceof Transition.Acknowledged ? "acknowledge" : "trigger";
  }

  private static String place(Notification n) {
    return isFleet(n) ? "Alerts" : n.transition().key().org().value();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ATTENTION -> "warning";
      case ESCALATION -> "error";
      case EXHAUSTED -> "critical";
    };
  }

  private static boolean isFleet(Notification n) {
    return n.transition().key().org().isFleet();
  }

  /** The facts in snake case; the projection's members are listed among the others. */
  private static Map<String, @Nullable Object> details(Notification n) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    for (Facts.Member member : Facts.of(n).members()) {
      if (member.name().equals("projection")) {
        if (member.value() instanceof Map<?, ?> projection) {
          PROJECTION.forEach((name, detail) -> details.put(detail, projection.get(name)));
        }
      } else if (!member.name().isEmpty() && !ELSEWHERE.contains(member.name())) {
        details.put(snakeCase(member.name()), member.value());
      }
    }
    return details;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static byte[] write(PagerDutyEvent event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}

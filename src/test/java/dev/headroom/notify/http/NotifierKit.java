package dev.headroom.notify.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.LimitAdvice;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.local.receiver.Answer;
import dev.headroom.local.receiver.Incoming;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Statuses;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a test of a notifier says about its kind of target, and what all of them use. */
public abstract class NotifierKit {
  /** When attempts are made. */
  protected static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  /** Part of every target's address, and a secret of some. */
  protected static final String PATH = "/services/T0CANARY/B0CANARY/canaryXcanaryXcanary";

  private static final Instant LATER = Transitions.OPENED_AT.plusSeconds(300);

  /** What the calls of {@link #http()} are made through. */
  protected final OutboundHttp http = new RestHttp(new EgressPolicy(true));

  /** Real calls, also to this machine. */
  protected OutboundHttp http() {
    return http;
  }

  /** The notifier under test, calling through {@code http}. */
  protected abstract Notifier notifier(OutboundHttp http);

  /** Settings of a target at {@code url}, with references followed. */
  protected abstract Map<String, String> settings(String url);

  /** What no message may hold; {@link #PATH} is one for all. */
  protected abstract List<String> secrets();

  /** The alert's key in a request; empty where the target knows none. */
  protected abstract Optional<String> dedupKey(RawServer.Request request, JsonNode body);

  /** Stands in for the provider: it takes what the provider would, and refuses the rest. */
  protected abstract Receiver receiver();

  /** A status and a body by which a receiver says that it took the message. */
  protected abstract HttpOutcome.Reply success();

  /** Whether the receiver's documentation calls this answer a success. */
  protected abstract boolean isSuccess(int status, String body);

  /** The receiver as it is before {@code transition} is told to it. */
  protected Receiver receiver(Transition transition) {
    return receiver();
  }

  /** How many requests the whole life of an alert takes: one of each of {@link #transitions}. */
  protected int requestsOfALife() {
    return 4;
  }

  /** The request that a golden file shows. */
  protected RawServer.Request telling(List<RawServer.Request> requests) {
    return requests.getLast();
  }

  /** The body of a request in JSON. */
  protected String json(RawServer.Request request) {
    return request.body();
  }

  /** What the type of a body begins with. */
  protected String mediaType() {
    return "application/json";
  }

  /** What an answer without a body means that is no success, by its status. */
  protected DeliveryResult expected(int status) {
    return Statuses.judge(status, "", null);
  }

  /** An answer of {@code status} and {@code body}. */
  protected static HttpOutcome.Reply reply(int status, String body) {
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
  }

  /** The receiver of this kind of target, over real HTTP. */
  protected RawServer accepting() {
    return serving(receiver());
  }

  /** A receiver, over real HTTP. */
  protected static RawServer serving(Receiver receiver) {
    return new RawServer((request, out) -> out.write(answer(receiver, request)));
  }

  private static byte[] answer(Receiver receiver, RawServer.Request request) {
    Map<String, String> headers = new HashMap<>();
    request
        .head()
        .lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(
            line ->
                headers.put(
                    line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                    line.substring(line.indexOf(':') + 1).trim()));
    String method = request.line().substring(0, request.line().indexOf(' '));
    Answer answer =
        receiver.answer(
            new Incoming(method, request.path().substring(PATH.length()), headers, request.body()));
    return RawServer.answer(
        answer.status(),
        answer.mediaType().isEmpty() ? "" : "Content-Type: " + answer.mediaType() + "\r\n",
        answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Makes one attempt at {@code server}. */
  protected DeliveryResult deliver(RawServer server, Notification notification) {
    return deliver(http, url(server), notification);
  }

  /** Text that is markup, a function, a mention or an address somewhere. */
  protected static final String HOSTILE =
      "\"}],<!channel> <@U1> *b* _i_ `c` [x](https://evil.example) {{DATE(2026-01-01T00:00:00Z)}}"
          + " %%% \n# h\r\n<script>alert(1)</script> ${jndi:x} &amp; \\u0000";

  /** What the catalogue says about the limit of the golden files. */
  protected static final LimitAdvice ADVICE =
      new CsvLimitCatalogue().describe(LimitName.DAILY_API_REQUESTS).advice();

  /** A notification in which every text that somebody else chose is {@link #HOSTILE}. */
  protected static Notification hostile() {
    return Notification.of(
            new OutboxId(Transitions.ORG, 17, 0),
            Transitions.opened(Severity.ATTENTION, 62_500),
            HOSTILE,
            Map.of(HOSTILE, HOSTILE),
            limit -> HOSTILE,
            URI.create("https://headroom.example.com/orgs/acme-prod"))
        .with(new LimitAdvice(HOSTILE, List.of(HOSTILE, HOSTILE, HOSTILE)));
  }

  /** An opening. */
  protected static Notification opened() {
    return notification(Transitions.opened(Severity.ATTENTION, 62_500));
  }

  /** The end of what {@link #opened} opens. */
  protected static Notification resolved() {
    return notification(Transitions.resolved(Severity.ESCALATION, LATER, 12_345));
  }

  /** A notification as it is in the golden files. */
  protected static Notification notification(Transition transition) {
    return Notification.of(
            new OutboxId(Transitions.ORG, 17, 0),
            transition,
            "acme",
            Map.of("env", "prod", "owner", "erp-team"),
            limit ->
                limit.equals(LimitName.DAILY_API_REQUESTS)
                    ? "Daily API requests"
                    : limit.value().replace("MB", ""),
            URI.create(
                "https://headroom.example.com"
                    + (transition.key().org().isFleet() ? "/alerts" : "/orgs/acme-prod")))
        .with(transition.key().limit().isEmpty() ? LimitAdvice.NONE : ADVICE);
  }

  /** One of each kind about the use of a limit, by its word. */
  protected static Map<String, Transition> transitions() {
    Map<String, Transition> all = new TreeMap<>();
    all.put("opened", Transitions.opened(Severity.ATTENTION, 62_500));
    all.put(
        "escalated", Transitions.escalated(Severity.ATTENTION, Severity.EXHAUSTED, LATER, 100_012));
    all.put(
        "de-escalated",
        Transitions.deEscalated(Severity.EXHAUSTED, Severity.ESCALATION, LATER, 81_250));
    all.put("resolved", Transitions.resolved(Severity.ESCALATION, LATER, 12_345));
    return all;
  }

  /** A target at {@code url}. */
  protected ResolvedTarget target(String url) {
    Map<String, Secret> resolved = new HashMap<>();
    settings(url).forEach((name, value) -> resolved.put(name, Secret.of(value)));
    return new ResolvedTarget(new TargetId("mine"), resolved);
  }

  /** The address of the target at {@code server}. */
  protected static String url(RawServer server) {
    return server.uri(PATH).toString();
  }

  /** Makes one attempt at {@code url}. */
  protected DeliveryResult deliver(OutboundHttp http, String url, Notification notification) {
    return notifier(http).deliver(notification, target(url), AT);
  }

  /** What a result is, without its words. */
  protected static Object kind(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Accepted a -> "accepted";
      case DeliveryResult.Retryable r -> r.kind();
      case DeliveryResult.Rejected r -> r.kind();
      case DeliveryResult.Gone g -> "gone";
    };
  }
}

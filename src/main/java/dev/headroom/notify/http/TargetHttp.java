package dev.headroom.notify.http;

import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.HttpRequestSpec;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.RetryAfter;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Statuses;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Posts JSON to a target. No message of it shows more of an address than its host. */
public final class TargetHttp {
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  private final OutboundHttp http;
  private final ResolvedTarget target;
  private final Instant at;

  /**
   * One attempt's way to its target.
   *
   * @param at the real time of the attempt
   */
  public TargetHttp(OutboundHttp http, ResolvedTarget target, Instant at) {
    this.http = http;
    this.target = target;
    this.at = at;
  }

  /**
   * Posts {@code json}.
   *
   * @param success whether an answer is one that the target's documentation calls a success
   * @param judge given an answer that is not and what its status alone would mean, says what it
   *     means
   */
  public DeliveryResult post(
      String url,
      Map<String, String> headers,
      byte[] json,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    HttpRequestSpec request;
    try {
      request =
          HttpRequestSpec.post(
                  new URI(url.strip()),
                  "application/json",
                  HttpBody.of(json),
                  Sender.TIMEOUT,
                  MOST_ANSWER_BYTES)
              .withSecretPath();
      for (Map.Entry<String, String> header : headers.entrySet()) {
        request = request.header(header.getKey(), header.getValue());
      }
    } catch (URISyntaxException e) {
      // Its message holds the address.
      return new DeliveryResult.Rejected(
          RejectKind.CONFIG, "the url of target " + target.id() + " is not an address");
    }
    return judge(request, http.exchange(request), success, judge);
  }

  private DeliveryResult judge(
      HttpRequestSpec request,
      HttpOutcome outcome,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    return switch (outcome) {
      case HttpOutcome.Reply reply ->
          success.test(reply)
              ? new DeliveryResult.Accepted(said(request, reply))
              : judge.apply(
                  reply, Statuses.judge(reply.status(), said(request, reply), retryAfter(reply)));
      case HttpOutcome.Unreachable u ->
          new DeliveryResult.Retryable(
              RetryKind.UNREACHABLE, u.detail(), null, u.mayHaveBeenReceived());
      case HttpOutcome.TimedOut t ->
          new DeliveryResult.Retryable(
              RetryKind.TIMEOUT, t.detail(), null, t.mayHaveBeenReceived());
      case HttpOutcome.NoAnswer n ->
          new DeliveryResult.Retryable(
              RetryKind.UNREACHABLE, n.detail(), null, n.mayHaveBeenReceived());
      case HttpOutcome.Broken b ->
          new DeliveryResult.Retryable(
              RetryKind.UNREACHABLE, b.detail(), null, b.mayHaveBeenReceived());
      case HttpOutcome.TooLarge l ->
          new DeliveryResult.Retryable(RetryKind.SERVER, l.detail(), null, l.mayHaveBeenReceived());
      case HttpOutcome.Forbidden f ->
          new DeliveryResult.Rejected(RejectKind.CONFIG, f.detail() + " " + f.remedy());
    };
  }

  private String said(HttpRequestSpec request, HttpOutcome.Reply reply) {
    String said = target.excerpt(reply.body().text());
    return request.place() + " answered " + reply.status() + (said.isEmpty() ? "" : ": " + said);
  }

  private @Nullable Duration retryAfter(HttpOutcome.Reply reply) {
    return reply.header("Retry-After").flatMap(h -> RetryAfter.parse(h, at)).orElse(null);
  }
}

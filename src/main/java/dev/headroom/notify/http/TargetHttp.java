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
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;

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

  /** Posts {@code json} and judges the answer by its status alone. */
  public DeliveryResult post(String url, Map<String, String> headers, byte[] json) {
    return post(url, headers, json, (reply, byStatus) -> byStatus);
  }

  /**
   * Posts {@code json}.
   *
   * @param judge given an answer and what its status alone would mean, says what it means
   */
  public DeliveryResult post(
      String url,
      Map<String, String> headers,
      byte[] json,
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
    return judge(request, http.exchange(request), judge);
  }

  private DeliveryResult judge(
      HttpRequestSpec request,
      HttpOutcome outcome,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    return switch (outcome) {
      case HttpOutcome.Reply reply -> judge.apply(reply, byStatus(request, reply));
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

  private DeliveryResult byStatus(HttpRequestSpec request, HttpOutcome.Reply reply) {
    String said = target.excerpt(reply.body().text());
    return Statuses.judge(
        reply.status(),
        request.place() + " answered " + reply.status() + (said.isEmpty() ? "" : ": " + said),
        reply.header("Retry-After").flatMap(h -> RetryAfter.parse(h, at)).orElse(null));
  }
}

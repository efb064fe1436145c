package dev.headroom.notify.http;

import dev.headroom.http.ApiCall;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Calls a target. Its messages show no more of an address than the host. */
public final class TargetHttp {
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final OutboundHttp http;
  private final ResolvedTarget target;
  private final Instant at;
  private final Duration deadline;

  /**
   * Prepares one attempt at a target.
   *
   * @param at the real time of the attempt
   */
  public TargetHttp(OutboundHttp http, ResolvedTarget target, Instant at) {
    this(http, target, at, Sender.TIMEOUT);
  }

  private TargetHttp(OutboundHttp http, ResolvedTarget target, Instant at, Duration deadline) {
    this.http = http;
    this.target = target;
    this.at = at;
    this.deadline = deadline;
  }

  /**
   * Returns the same, with each call over after {@code deadline}: the calls of one attempt share
   * the time of one.
   */
  public TargetHttp within(Duration deadline) {
    return new TargetHttp(http, target, at, deadline);
  }

  /** Returns the address of {@code path} under {@code base}, with or without a trailing slash. */
  public static String below(String base, String path) {
    return base.strip().replaceFirst("/+$", "") + path;
  }

  /**
   * The result of a call.
   *
   * @param reply the answer, if a complete one came
   */
  public record Attempt(DeliveryResult result, HttpOutcome.@Nullable Reply reply) {}

  /**
   * Makes one call.
   *
   * @param api the target's interface for the REST client; {@code method} calls it
   * @param success whether an answer is one that the target's documentation calls a success
   * @param judge given an unsuccessful answer and the meaning of its status alone, says what it
   *     means
   */
  public <A> DeliveryResult call(
      Class<A> api,
      String url,
      Function<A, RestResponse<byte[]>> method,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    return attempt(api, url, method, success, judge).result();
  }

  /** Makes one call whose answer is needed, in the same way. */
  public <A> Attempt attempt(
      Class<A> api,
      String url,
      Function<A, RestResponse<byte[]>> method,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    URI address;
    try {
      address = new URI(url.strip());
    } catch (URISyntaxException e) {
      // The exception's message contains the address.
      return new Attempt(
          new DeliveryResult.Rejected(
              RejectKind.CONFIG, "the url of target " + target.id() + " is not an address"),
          null);
    }
    long begun = System.nanoTime();
    Exchange<?> exchange =
        http.exchange(
            ApiCall.of(api, address, deadline, MAX_ANSWER_BYTES, method).withSecretPath());
    return new Attempt(
        judge(exchange, at.plusNanos(System.nanoTime() - begun), success, judge),
        exchange.outcome() instanceof HttpOutcome.Reply reply ? reply : null);
  }

  private DeliveryResult judge(
      Exchange<?> exchange,
      Instant answered,
      Predicate<HttpOutcome.Reply> success,
      BiFunction<HttpOutcome.Reply, DeliveryResult, DeliveryResult> judge) {
    return switch (exchange.outcome()) {
      case HttpOutcome.Reply reply ->
          success.test(reply)
              ? new DeliveryResult.Accepted(said(exchange, reply))
              : judge.apply(
                  reply,
                  Statuses.judge(
                      reply.status(), said(exchange, reply), retryAfter(reply, answered)));
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

  private String said(Exchange<?> exchange, HttpOutcome.Reply reply) {
    String said = target.excerpt(reply.body().text());
    return exchange.place() + " answered " + reply.status() + (said.isEmpty() ? "" : ": " + said);
  }

  private static @Nullable Duration retryAfter(HttpOutcome.Reply reply, Instant answered) {
    return reply.header("Retry-After").flatMap(h -> RetryAfter.parse(h, answered)).orElse(null);
  }
}

package dev.headroom.local.running;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the instance that is running on a data folder. It must first prove its identity: what
 * answers on its port may be another program by now, or in another container, and is told nothing.
 */
public final class RunningHeadroom {
  /** Where it proves its identity; needs no token. */
  public static final String PROOF = "/commands/proof";

  /** Where it takes orders, with the token. */
  public static final String MANAGE = "/commands/manage";

  private static final Duration TO_PROVE = Duration.ofSeconds(10);
  private static final Duration TO_ANSWER = Duration.ofMinutes(2);
  private static final int MAX_PROOF_BYTES = 4096;
  private static final int OK = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Duration toProve;
  private final Duration toAnswer;

  /** Waits as long as a person would. */
  public RunningHeadroom() {
    this(TO_PROVE, TO_ANSWER);
  }

  /**
   * Waits for these durations.
   *
   * @param toProve for the proof
   * @param toAnswer for the answer
   */
  RunningHeadroom(Duration toProve, Duration toAnswer) {
    this.toProve = toProve;
    this.toAnswer = toAnswer;
  }

  /** The result of asking. */
  public sealed interface Answer {
    /**
     * It answered.
     *
     * @param version its own
     */
    record Answered(Outcome outcome, String version) implements Answer {}

    /** Nobody listens there: it is starting or stopping. */
    record Nobody() implements Answer {}

    /** What listens there did not prove its identity; it was told nothing. */
    record Another() implements Answer {}

    /**
     * It has not answered, and may have done what was asked.
     *
     * @param after how long it was waited for; empty if the connection broke
     */
    record Silent(Optional<Duration> after) implements Answer {}

    /**
     * It refused, or failed.
     *
     * @param status of HTTP
     */
    record Refused(int status, String version) implements Answer {}
  }

  /** Has {@code order} performed by the instance in {@code running}. */
  public Answer ask(RunningFile running, Order order) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    try {
      return ask(http, running, order);
    } finally {
      http.shutdownNow();
    }
  }

  private Answer ask(HttpClient http, RunningFile running, Order order) {
    String challenge = Proof.newChallenge();
    URI where = running.address();
    Proof proof;
    try {
      HttpRequest request =
          HttpRequest.newBuilder(where.resolve(PROOF + "?challenge=" + challenge)).build();
      HttpResponse<byte[]> answer = within(toProve, http, request, upTo(MAX_PROOF_BYTES));
      proof = JSON.readValue(answer.body(), Proof.class);
    } catch (ConnectException e) {
      return new Answer.Nobody();
    } catch (JacksonException e) {
      return new Answer.Another();
    } catch (IOException e) {
      return new Answer.Another();
    } catch (TimeoutException e) {
      return new Answer.Silent(Optional.of(toProve));
    }
    if (!isWhole(proof) || !proof.shows(running.token(), challenge)) {
      return new Answer.Another();
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(where.resolve(MANAGE))
              .header("Authorization", "Bearer " + running.token())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order)))
              .build();
      HttpResponse<byte[]> answer =
          within(toAnswer, http, request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == OK
          ? new Answer.Answered(JSON.readValue(answer.body(), Outcome.class), proof.version())
          : new Answer.Refused(answer.statusCode(), proof.version());
    } catch (IOException e) {
      return new Answer.Silent(Optional.empty());
    } catch (TimeoutException e) {
      return new Answer.Silent(Optional.of(toAnswer));
    }
  }

  @SuppressWarnings("ConstantValue") // JSON may lack any of them, and be null itself
  private static boolean isWhole(Proof proof) {
    return proof != null && proof.proof() != null && proof.version() != null;
  }

  /** A body of unknown or greater length is not kept. */
  private static BodyHandler<byte[]> upTo(int bytes) {
    return head ->
        head.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE) <= bytes
            ? BodySubscribers.ofByteArray()
            : BodySubscribers.replacing(new byte[0]);
  }

  /** The whole exchange, including its body. */
  private static HttpResponse<byte[]> within(
      Duration most, HttpClient http, HttpRequest request, BodyHandler<byte[]> body)
      throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, body);
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException();
    }
  }
}

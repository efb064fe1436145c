package dev.headroom.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends bodies to one queue, ten per request, and resends those that SQS did not accept. */
public final class SqsSender {
  private static final int BATCH = 10;
  private static final int TRIES = 3;

  private final SqsClient sqs;
  private final String url;

  /**
   * Sends to the queue at {@code url}.
   *
   * @param key the configuration key of the URL, for the message if it is missing
   */
  public SqsSender(SqsClient sqs, Optional<String> url, String key) {
    this.sqs = sqs;
    this.url =
        url.orElseThrow(
            () -> new IllegalStateException(key + " is not set: give it the queue's URL"));
  }

  /**
   * Sends every body, hidden for {@code delaySeconds} (0 to 900).
   *
   * @throws IllegalStateException if SQS did not accept one of them; those before it may have been
   *     sent
   */
  public void send(List<String> bodies, int delaySeconds) {
    Duration delay = Duration.ofSeconds(delaySeconds);
    send(bodies.stream().map(body -> new Delayed(body, delay)).toList());
  }

  /**
   * Sends every body, each hidden for its own time.
   *
   * @throws IllegalStateException when SQS did not take one of them; those before it may be sent
   */
  public void send(List<Delayed> bodies) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      sendBatch(
          bodies.subList(from, Math.min(bodies.size(), from + BATCH)).stream()
              .map(b -> message(b.body()).delaySeconds((int) b.delay().toSeconds()))
              .toList());
    }
  }

  /**
   * A body and how long it is hidden.
   *
   * @param delay PT0S to PT15M
   */
  public record Delayed(String body, Duration delay) {}

  /**
   * Sends one body with these named texts as attributes; neither a name nor a text may be empty.
   *
   * @throws IllegalStateException if SQS did not accept it
   */
  public void send(String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> texts = new HashMap<>();
    attributes.forEach(
        (name, text) ->
            texts.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
    sendBatch(List.of(message(body).messageAttributes(texts)));
  }

  private static SendMessageBatchRequestEntry.Builder message(String body) {
    return SendMessageBatchRequestEntry.builder().messageBody(body);
  }

  private void sendBatch(List<SendMessageBatchRequestEntry.Builder> messages) {
    Map<String, SendMessageBatchRequestEntry> left = new HashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      String id = Integer.toString(i);
      left.put(id, messages.get(i).id(id).build());
    }
    List<BatchResultErrorEntry> failed = List.of();
    for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>(left.values());
      SendMessageBatchResponse response =
          sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
      response.successful().forEach(sent -> left.remove(sent.id()));
      failed = response.failed();
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "SQS did not take %d of %d messages: %s"
              .formatted(
                  left.size(),
                  messages.size(),
                  failed.stream().map(BatchResultErrorEntry::code).distinct().toList()));
    }
  }
}

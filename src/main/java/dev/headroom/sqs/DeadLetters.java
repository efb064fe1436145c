package dev.headroom.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The dead-letter queue of the queue that a function reads. SQS itself moves a message there
 * unchanged; a message sent there by the function carries the reason.
 */
@ApplicationScoped
public class DeadLetters {
  /** Limit for a reason, in UTF-8. */
  static final int MAX_BYTES = 1024;

  private static final int REPLACEMENT = 0xFFFD;

  private final SqsClient sqs;
  private final QueuesConfig config;

  public DeadLetters(SqsClient sqs, QueuesConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  /** Returns whether there is a queue to send to. */
  public boolean exist() {
    return config.deadLetters().isPresent();
  }

  /**
   * Returns whether a message received for the {@code receives}-th time will not come again, and
   * there is a queue to send it to.
   */
  public boolean areDue(int receives) {
    return config.deadLetters().isPresent()
        && config.mostReceives().isPresent()
        && receives >= config.mostReceives().get();
  }

  /**
   * Sends a message's body there, with its id as the attribute {@code messageId} and the reason, at
   * most {@value #MAX_BYTES} bytes of it, as {@code reason}.
   *
   * @throws IllegalStateException if SQS did not accept it
   * @throws software.amazon.awssdk.core.exception.SdkException if SQS refused or did not answer
   */
  public void send(String messageId, String body, String reason) {
    new SqsSender(sqs, config.deadLetters(), "headroom.queues.dead-letters")
        .send(body, Map.of("messageId", fit(messageId), "reason", fit(reason)));
  }

  /**
   * Makes a text acceptable as an SQS attribute: not empty, only characters of XML 1.0, and not too
   * long.
   */
  private static String fit(String text) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().map(DeadLetters::taken).toArray()) {
      String character = Character.toString(c);
      bytes += character.getBytes(UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      kept.append(character);
    }
    return kept.isEmpty() ? "unknown" : kept.toString();
  }

  private static int taken(int c) {
    boolean isTaken =
        c == '\t'
            || c == '\n'
            || c == '\r'
            || (c >= ' ' && c <= 0xD7FF)
            || (c >= 0xE000 && c <= REPLACEMENT)
            || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    return isTaken ? c : REPLACEMENT;
  }
}

package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Handles a queue record that cannot be read: it is handed back until its last receive, and then
 * sent to the dead-letter queue with the reason. If that fails it is handed back once more, and SQS
 * moves it there without a reason.
 */
@Singleton
public final class UnreadableRecords {
  private static final String RECEIVES = "ApproximateReceiveCount";

  private final DeadLetters deadLetters;

  public UnreadableRecords(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * Returns whether {@code record} of {@code function} is finished; otherwise it must be handed
   * back.
   */
  boolean settle(String function, SQSMessage record, UnreadableBodyException why) {
    String id = record.getMessageId();
    String body = record.getBody();
    String reason = Objects.requireNonNullElse(why.getMessage(), "");
    if (body == null || !deadLetters.areDue(receives(record))) {
      Log.warnf("%s message %s handed back: %s", function, id, reason);
      return false;
    }
    try {
      deadLetters.send(id, body, reason);
    } catch (SdkException | IllegalStateException e) {
      Log.errorf(
          e, "%s message %s handed back: %s. Its queue did not take it", function, id, reason);
      return false;
    }
    Log.warnf("%s message %s sent to the dead-letter queue: %s", function, id, reason);
    return true;
  }

  /** Whether {@code record} does not come again when it is handed back. */
  boolean isLast(SQSMessage record) {
    return deadLetters.areDue(receives(record));
  }

  /** How often SQS has delivered it, including this time; 0 if it does not say. */
  private static int receives(SQSMessage record) {
    Map<String, String> attributes = record.getAttributes();
    String text = attributes == null ? null : attributes.get(RECEIVES);
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

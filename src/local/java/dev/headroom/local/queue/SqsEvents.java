package dev.headroom.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;
import java.util.UUID;

/** Creates the events that Lambda's SQS mapping would create. */
final class SqsEvents {
  private SqsEvents() {}

  /** Returns an event with one record. */
  static SQSEvent of(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(UUID.randomUUID().toString());
    message.setBody(body);
    message.setEventSource("aws:sqs");
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  /** Returns whether the function accepted it. */
  static boolean isSettled(SQSBatchResponse response) {
    return response.getBatchItemFailures() == null || response.getBatchItemFailures().isEmpty();
  }
}

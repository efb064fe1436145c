package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of an SQS event. */
final class SqsRecords {
  private SqsRecords() {}

  /** Returns its records, each with an id by which it can be handed back; a body may be missing. */
  static List<SQSMessage> of(@Nullable SQSEvent event) {
    if (event == null || event.getRecords() == null) {
      throw Events.missing("Records", "Send an SQS event: {\"Records\": [{messageId, body}]}.");
    }
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < event.getRecords().size(); i++) {
      SQSMessage record = event.getRecords().get(i);
      if (record == null || record.getMessageId() == null || record.getMessageId().isEmpty()) {
        violations.add(
            new Violation(
                "Records[" + i + "].messageId",
                null,
                "missing",
                "Give every record the messageId that it is handed back by."));
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidEventException(violations);
    }
    return event.getRecords();
  }
}

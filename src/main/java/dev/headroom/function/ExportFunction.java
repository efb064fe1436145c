package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.cycle.export.ExportCycle;
import dev.headroom.cycle.export.ExportMessage;
import dev.headroom.cycle.export.sqs.ExportBodies;
import dev.headroom.export.ExportResult;
import dev.headroom.export.OrgReadings;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code export}: ships the readings that SQS messages bring, those of one exporter together. What
 * a store did not accept is handed back, and in the end goes to the dead-letter queue with the
 * reason.
 */
public class ExportFunction {
  private final ExportCycle cycle;
  private final ExportBodies bodies;
  private final UnreadableRecords unreadable;

  public ExportFunction(ExportCycle cycle, ExportBodies bodies, UnreadableRecords unreadable) {
    this.cycle = cycle;
    this.bodies = bodies;
    this.unreadable = unreadable;
  }

  private record Read(SQSMessage record, ExportMessage message) {}

  /** Answers when all was shipped that could be; a record that was not fails. */
  @Funq("export")
  public SQSBatchResponse export(@Nullable SQSEvent event) {
    List<BatchItemFailure> failures = new ArrayList<>();
    Map<String, List<Read>> byExporter = new LinkedHashMap<>();
    for (SQSMessage record : SqsRecords.of(event)) {
      try {
        ExportMessage message = read(record);
        byExporter
            .computeIfAbsent(message.exporter(), e -> new ArrayList<>())
            .add(new Read(record, message));
      } catch (UnreadableBodyException e) {
        settle(record, e, failures);
      }
    }
    byExporter.forEach((exporter, records) -> ship(exporter, records, failures));
    return new SQSBatchResponse(failures);
  }

  private void ship(String exporter, List<Read> records, List<BatchItemFailure> failures) {
    List<OrgReadings> readings =
        records.stream().flatMap(r -> r.message().readings().stream()).toList();
    Optional<ExportResult> shipped = cycle.ship(exporter, readings);
    if (shipped.isEmpty()) {
      Log.infof("exporter %s is not in the fleet; %d readings dropped", exporter, readings.size());
      return;
    }
    ExportResult result = shipped.get();
    Log.debugf(
        "exporter %s: %d values in %d requests", exporter, result.points(), result.requests());
    if (result.stale() > 0) {
      Log.warnf(
          "exporter %s: %d of %d readings were too old for its store, and were not sent",
          exporter, result.stale(), readings.size());
    }
    if (result.remark() != null) {
      Log.warnf("exporter %s: %s", exporter, result.remark());
    }
    ExportResult.Failure failure = result.failure();
    if (failure != null) {
      UnreadableBodyException why =
          new UnreadableBodyException("exporter %s: %s".formatted(exporter, failure.detail()));
      records.forEach(r -> settle(r.record(), why, failures));
    }
  }

  private void settle(
      SQSMessage record, UnreadableBodyException why, List<BatchItemFailure> failures) {
    if (!unreadable.settle("export", record, why)) {
      failures.add(new BatchItemFailure(record.getMessageId()));
    }
  }

  /** Whatever is wrong with a record, it fails alone. */
  private ExportMessage read(SQSMessage record) throws UnreadableBodyException {
    try {
      return bodies.read(record.getBody());
    } catch (RuntimeException | StackOverflowError e) {
      throw new UnreadableBodyException("body cannot be read: " + e.getClass().getSimpleName());
    }
  }
}

package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import dev.headroom.cycle.tell.PublishCycle;
import dev.headroom.cycle.tell.PublishReport;
import dev.headroom.cycle.tell.SweepCycle;
import dev.headroom.cycle.tell.SweepReport;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.OutboxId;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code publish}: hands over the transitions in the stream; on a scheduler's tick it sweeps up
 * what the stream missed, and watches Headroom itself.
 */
public class PublishFunction {
  private static final Pattern ENTRY = Pattern.compile("(\\d{12})#(\\d{3})");

  private final PublishCycle publish;
  private final SweepCycle sweep;
  private final WatchCycle watch;

  public PublishFunction(PublishCycle publish, SweepCycle sweep, WatchCycle watch) {
    this.publish = publish;
    this.sweep = sweep;
    this.watch = watch;
  }

  /** Takes a stream event or a tick; records of other items than the outbox's are skipped. */
  @Funq("publish")
  public StreamsEventResponse publish(@Nullable PublishEvent event) {
    if (event != null && event.getRecords() != null) {
      return stream(event.getRecords());
    }
    Events.time(event == null ? null : event.getTime());
    SweepReport report = sweep.sweep();
    if (report.woken() > 0 || report.published().handedOver() > 0) {
      Log.infof(
          "swept up %d transitions and %d deliveries",
          report.published().handedOver(), report.woken());
    }
    report.failed().forEach(failure -> Log.errorf("the sweep went on without %s", failure));
    tell(report.published());
    watch.minute();
    return new StreamsEventResponse(List.of());
  }

  private StreamsEventResponse stream(List<DynamodbStreamRecord> records) {
    Map<OutboxId, String> sequenceNumbers = new LinkedHashMap<>();
    for (DynamodbStreamRecord record : records) {
      outboxId(record)
          .ifPresent(
              id -> sequenceNumbers.putIfAbsent(id, record.getDynamodb().getSequenceNumber()));
    }
    PublishReport report = publish.publish(sequenceNumbers.keySet());
    tell(report);
    List<BatchItemFailure> failures = new ArrayList<>();
    for (OutboxId id : report.failed()) {
      // A group may include entries that have no record here; the sweep finds them.
      if (sequenceNumbers.containsKey(id)) {
        failures.add(new BatchItemFailure(sequenceNumbers.get(id)));
      }
    }
    return new StreamsEventResponse(failures);
  }

  private static void tell(PublishReport report) {
    report.unheard().forEach(failure -> Log.errorf("an observer failed: %s", failure));
    report.faults().forEach(fault -> Log.error(fault));
  }

  /** The outbox entry that a record inserted; empty for every other change. */
  private static Optional<OutboxId> outboxId(@Nullable DynamodbStreamRecord record) {
    if (record == null
        || !"INSERT".equals(record.getEventName())
        || record.getDynamodb() == null
        || record.getDynamodb().getKeys() == null) {
      return Optional.empty();
    }
    return outboxId(
        text(record.getDynamodb().getKeys().get(Tables.PK)),
        text(record.getDynamodb().getKeys().get(Tables.SK)));
  }

  private static Optional<OutboxId> outboxId(String pk, String sk) {
    if (!pk.startsWith(Tables.OUTBOX_PREFIX)) {
      return Optional.empty();
    }
    Matcher entry = ENTRY.matcher(sk);
    return entry.matches()
        ? OutboxId.parse(
            "%s:%d:%d"
                .formatted(
                    pk.substring(Tables.OUTBOX_PREFIX.length()),
                    Long.parseLong(entry.group(1)),
                    Integer.parseInt(entry.group(2))))
        : Optional.empty();
  }

  private static String text(@Nullable AttributeValue value) {
    return value == null || value.getS() == null ? "" : value.getS();
  }
}

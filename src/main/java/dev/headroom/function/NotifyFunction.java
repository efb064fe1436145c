package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.cycle.tell.DeliveryCycle;
import dev.headroom.cycle.tell.DeliveryReport;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.sqs.DeliveryBodies;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * {@code notify}: makes the deliveries that SQS messages ask for, in parallel. The cycle puts a
 * failed delivery back with its own delay; only what cannot be read or recorded is handed back.
 */
public class NotifyFunction {
  private final DeliveryCycle cycle;
  private final DeliveryBodies bodies;
  private final UnreadableRecords unreadable;
  private final WatchCycle watch;

  public NotifyFunction(
      DeliveryCycle cycle, DeliveryBodies bodies, UnreadableRecords unreadable, WatchCycle watch) {
    this.cycle = cycle;
    this.bodies = bodies;
    this.unreadable = unreadable;
    this.watch = watch;
  }

  /** Answers when every delivery of the event has been attempted. */
  @Funq("notify")
  public SQSBatchResponse notify(@Nullable SQSEvent event) {
    List<SQSMessage> records = SqsRecords.of(event);
    Queue<BatchItemFailure> failures = new ConcurrentLinkedQueue<>();
    Queue<DeliveryReport> reports = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SQSMessage record : records) {
        threads.execute(
            () -> {
              boolean settled = false;
              try {
                settled = deliver(record, reports);
              } finally {
                // Whatever was thrown, a record whose delivery is not recorded is never
                // acknowledged.
                if (!settled) {
                  failures.add(new BatchItemFailure(record.getMessageId()));
                }
              }
            });
      }
    }
    watch.delivered(reports.stream().reduce(new DeliveryReport(Map.of()), DeliveryReport::plus));
    return new SQSBatchResponse(List.copyOf(failures));
  }

  private boolean deliver(SQSMessage record, Queue<DeliveryReport> reports) {
    try {
      DeliveryBodies.Delivery asked = bodies.read(record.getBody());
      DeliveryReport report = cycle.deliver(new DeliveryRef(asked.outbox(), asked.target()));
      reports.add(report);
      Log.debugf("%s to %s: %s", asked.outbox(), asked.target(), report.counts());
      return true;
    } catch (UnreadableBodyException e) {
      return unreadable.settle("notify", record, e);
    } catch (RuntimeException | Error e) {
      // The store is unavailable: the message comes again, and the delivery's lease expires.
      Log.errorf(e, "notify message %s handed back", record.getMessageId());
      return false;
    }
  }
}

package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.job.sqs.OrgJobBodies;
import dev.headroom.fleet.Violation;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of org jobs have in common: a tick is fanned out to the job's own queue; the
 * queue's records are processed in parallel, each settled separately.
 */
@Singleton
public final class OrgJobs {
  private final FanOut fanOut;
  private final OrgJobBodies bodies;
  private final FarTimes far;
  private final UnreadableRecords unreadable;

  public OrgJobs(FanOut fanOut, OrgJobBodies bodies, FarTimes far, UnreadableRecords unreadable) {
    this.fanOut = fanOut;
    this.bodies = bodies;
    this.far = far;
    this.unreadable = unreadable;
  }

  /** The outcome of an org's turn. */
  enum Settled {
    /** Done. */
    DONE,
    /** It must be delivered again, and becomes a dead letter after too many deliveries. */
    AGAIN,
    /**
     * It is delivered again, but the obstacle may last for hours: after its last delivery it is
     * dropped, since the org's next turn continues where this one stopped.
     */
    WAITS
  }

  /**
   * Handles a tick or records.
   *
   * @param cadence asked once per tick
   * @param work does one turn; may be called by several threads at once
   */
  SQSBatchResponse take(
      OrgJob job,
      @Nullable OrgJobEvent event,
      Supplier<Cadence> cadence,
      Function<OrgJobMessage, Settled> work) {
    if (event != null && event.getRecords() != null) {
      return records(job, event, work);
    }
    Instant time = Events.time(event == null ? null : event.getTime());
    if (far.isFar(time)) {
      throw new InvalidEventException(
          List.of(
              new Violation(
                  "time",
                  time.toString(),
                  "lies more than a day ahead of the clock",
                  "Send the time of the tick.")));
    }
    FanOut.Report report = fanOut.fanOut(job, cadence.get(), time);
    Log.debugf(
        "%s: sent %d of %d orgs at %s", job.function(), report.due(), report.orgs(), report.time());
    return new SQSBatchResponse(List.of());
  }

  private SQSBatchResponse records(
      OrgJob job, OrgJobEvent event, Function<OrgJobMessage, Settled> work) {
    List<SQSMessage> records = SqsRecords.of(event);
    Queue<BatchItemFailure> failures = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SQSMessage record : records) {
        threads.execute(
            () -> {
              boolean settled = false;
              try {
                settled = settle(job, record, work);
              } finally {
                // Whatever was thrown: only records that are done are acknowledged.
                if (!settled) {
                  failures.add(new BatchItemFailure(record.getMessageId()));
                }
              }
            });
      }
    }
    return new SQSBatchResponse(List.copyOf(failures));
  }

  private boolean settle(OrgJob job, SQSMessage record, Function<OrgJobMessage, Settled> work) {
    OrgJobMessage message;
    try {
      message = read(record);
    } catch (UnreadableBodyException e) {
      return unreadable.settle(job.function(), record, e);
    }
    try {
      return switch (work.apply(message)) {
        case DONE -> true;
        case AGAIN -> false;
        case WAITS -> unreadable.isLast(record);
      };
    } catch (RuntimeException | Error e) {
      Log.errorf(e, "%s message %s handed back", job.function(), record.getMessageId());
      return false;
    }
  }

  /** A malformed record fails alone. */
  private OrgJobMessage read(SQSMessage record) throws UnreadableBodyException {
    OrgJobMessage message;
    try {
      message = bodies.read(record.getBody());
    } catch (RuntimeException | StackOverflowError e) {
      throw new UnreadableBodyException("body cannot be read: " + e.getClass().getSimpleName());
    }
    if (far.isFar(message.at())) {
      throw new UnreadableBodyException(
          "at %s lies more than a day ahead of the clock; send the present time"
              .formatted(message.at()));
    }
    return message;
  }
}

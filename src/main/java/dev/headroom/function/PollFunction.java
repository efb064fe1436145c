package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.cycle.export.HandOver;
import dev.headroom.cycle.poll.InvocationTime;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollReport;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.sqs.PollBodies;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.http.Deadline;
import dev.headroom.sqs.UnreadableBodyException;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code poll}: reads the orgs that SQS messages name; hands back only the messages that are not
 * completed.
 */
public class PollFunction {
  private final PollCycle cycle;
  private final PollBodies bodies;
  private final FarTimes far;
  private final UnreadableRecords unreadable;
  private final WatchCycle watch;
  private final InvocationTime most;
  private final HandOver exports;

  public PollFunction(
      PollCycle cycle,
      PollBodies bodies,
      FarTimes far,
      UnreadableRecords unreadable,
      WatchCycle watch,
      InvocationTime most,
      HandOver exports) {
    this.cycle = cycle;
    this.bodies = bodies;
    this.far = far;
    this.unreadable = unreadable;
    this.watch = watch;
    this.most = most;
    this.exports = exports;
  }

  /**
   * Answers once the readings are committed. A record that cannot be read fails alone; what the
   * time does not suffice for is handed back.
   */
  @Funq("poll")
  public SQSBatchResponse poll(@Nullable SQSEvent event) {
    Deadline time = Deadline.in(most.time());
    List<SQSMessage> records = SqsRecords.of(event);
    List<BatchItemFailure> failures = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<PollMessage> messages = new ArrayList<>();
    for (SQSMessage record : records) {
      try {
        PollMessage message = read(record);
        if (far.isFar(message.slot())) {
          throw new UnreadableBodyException(
              "slot %s lies more than a day ahead of the clock; send the present slot"
                  .formatted(message.slot()));
        }
        messages.add(message);
        ids.add(record.getMessageId());
      } catch (UnreadableBodyException e) {
        if (!unreadable.settle("poll", record, e)) {
          failures.add(new BatchItemFailure(record.getMessageId()));
        }
      }
    }
    List<PollReport> reports = cycle.poll(messages, time::remaining);
    for (int i = 0; i < reports.size(); i++) {
      log(reports.get(i));
      if (!reports.get(i).isSettled()) {
        failures.add(new BatchItemFailure(ids.get(i)));
      }
    }
    watch.polled(reports, most.time().minus(time.remaining()));
    Exports.send(exports);
    return new SQSBatchResponse(failures);
  }

  /** Whatever is wrong with a record, it fails alone. */
  private PollMessage read(SQSMessage record) throws UnreadableBodyException {
    try {
      return bodies.read(record.getBody());
    } catch (RuntimeException | StackOverflowError e) {
      throw new UnreadableBodyException("body cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static void log(PollReport report) {
    int read = 0;
    int transitions = 0;
    for (PollReport.OrgResult org : report.orgs()) {
      log(org.unheard());
      org.remarks().forEach(r -> Log.warnf("org %s, slot %s: %s", org.org(), report.slot(), r));
      switch (org.result()) {
        case Result.Read r -> {
          read++;
          transitions += r.transitions();
        }
        case Result.Unread u ->
            Log.warnf("org %s not read at slot %s: %s", org.org(), report.slot(), u.kind());
        case Result.NotSettled n ->
            Log.errorf("org %s, slot %s not settled: %s", org.org(), report.slot(), n.detail());
        case Result.NotInFleet n -> Log.infof("org %s is not in the fleet", org.org());
        case Result.NotAsked n ->
            Log.debugf("org %s not asked at slot %s: %s", org.org(), report.slot(), n.why());
        case Result.Past p -> Log.debugf("org %s is past slot %s", org.org(), report.slot());
        case Result.Overtaken o ->
            Log.debugf("org %s was overtaken at slot %s", org.org(), report.slot());
      }
    }
    Log.debugf(
        "slot %s: %d of %d orgs read, %d transitions",
        report.slot(), read, report.orgs().size(), transitions);
  }

  private static void log(List<SlotObserver.Failure> unheard) {
    unheard.forEach(
        f ->
            Log.errorf(
                "observer %s failed on org %s, slot %s: %s",
                f.observer(), f.org(), f.slot(), f.detail()));
  }
}

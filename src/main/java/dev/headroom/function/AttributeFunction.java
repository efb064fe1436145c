package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.headroom.cycle.attribute.AttributeCycle;
import dev.headroom.cycle.attribute.AttributeReport;
import dev.headroom.cycle.export.HandOver;
import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.function.OrgJobs.Settled;
import dev.headroom.http.Deadline;
import dev.headroom.usage.FilesRead;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code attribute}: turns a tick into turns of orgs; a turn reads the org's new event log files
 * and stores whose calls are in them.
 */
@Singleton
public class AttributeFunction implements OrgJobFunction {
  private final OrgJobs jobs;
  private final AttributeCycle cycle;
  private final OrgJobTime time;
  private final HandOver exports;

  public AttributeFunction(OrgJobs jobs, AttributeCycle cycle, OrgJobTime time, HandOver exports) {
    this.jobs = jobs;
    this.cycle = cycle;
    this.time = time;
    this.exports = exports;
  }

  @Override
  public OrgJob job() {
    return OrgJob.ATTRIBUTE;
  }

  /**
   * Returns once every available file has been read; a record for which this fails is delivered
   * again.
   */
  @Override
  @Funq("attribute")
  public SQSBatchResponse take(@Nullable OrgJobEvent event) {
    Deadline deadline = Deadline.in(time.value());
    SQSBatchResponse answer = jobs.take(job(), event, cycle::cadence, turn -> turn(turn, deadline));
    Exports.send(exports);
    return answer;
  }

  private Settled turn(OrgJobMessage turn, Deadline deadline) {
    return switch (cycle.attribute(turn, deadline::remaining)) {
      case AttributeReport.Done done -> {
        Log.debugf(
            "org %s: %d event log files read, %d days kept, %d calls",
            done.org(), done.files(), done.days(), done.calls());
        for (String file : done.givenUp()) {
          Log.warnf(
              "org %s: an event log file is given up after %d tries, its day is partial: %s. If it"
                  + " takes too long, give the function more time (headroom.usage.time)",
              done.org(), FilesRead.MAX_TRIES, file);
        }
        yield Settled.DONE;
      }
      case AttributeReport.Waits waits -> {
        Log.logf(
            waits.isPutOff() ? Logger.Level.DEBUG : Logger.Level.WARN,
            "org %s: event log files are read up to %s (%d files now, %d calls): %s",
            waits.org(),
            waits.readTo(),
            waits.files(),
            waits.calls(),
            waits.why());
        yield Settled.WAITS;
      }
      case AttributeReport.Overtaken overtaken -> {
        Log.infof("org %s: another run kept what it read meanwhile", overtaken.org());
        yield Settled.AGAIN;
      }
      case AttributeReport.NotInFleet gone -> {
        Log.infof("org %s is not in the fleet", gone.org());
        yield Settled.DONE;
      }
    };
  }
}

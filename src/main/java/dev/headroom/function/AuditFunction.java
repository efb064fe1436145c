package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.headroom.cycle.audit.AuditCycle;
import dev.headroom.cycle.audit.AuditReport;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.function.OrgJobs.Settled;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code audit}: a tick becomes turns of orgs, each once per day; a turn looks at the org's API
 * access, keeps its posture and tells what is new.
 */
@Singleton
public class AuditFunction implements OrgJobFunction {
  private static final Cadence DAILY = Cadence.every(Duration.ofDays(1));

  private final OrgJobs jobs;
  private final AuditCycle cycle;

  public AuditFunction(OrgJobs jobs, AuditCycle cycle) {
    this.jobs = jobs;
    this.cycle = cycle;
  }

  @Override
  public OrgJob job() {
    return OrgJob.AUDIT;
  }

  /** Answers once the postures are stored; a record of which that is not so comes again. */
  @Override
  @Funq("audit")
  public SQSBatchResponse take(@Nullable OrgJobEvent event) {
    return jobs.take(job(), event, () -> DAILY, this::turn);
  }

  private Settled turn(OrgJobMessage turn) {
    return switch (cycle.audit(turn)) {
      case AuditReport.Done done -> {
        Log.debugf(
            "org %s: access audited at %s, %d findings, %d parts unread, %d transitions, %d calls",
            done.org(),
            turn.at(),
            done.findings(),
            done.unread(),
            done.transitions(),
            done.calls());
        yield Settled.DONE;
      }
      case AuditReport.Past past -> {
        Log.debugf("org %s: an audit as late as %s is done", past.org(), turn.at());
        yield Settled.DONE;
      }
      case AuditReport.Waits waits -> {
        Log.warnf(
            "org %s: access not audited at %s (%d calls): %s",
            waits.org(), turn.at(), waits.calls(), waits.why());
        yield Settled.WAITS;
      }
      case AuditReport.Overtaken overtaken -> {
        Log.infof("org %s: another audit wrote meanwhile", overtaken.org());
        yield Settled.AGAIN;
      }
      case AuditReport.NotInFleet gone -> {
        Log.infof("org %s is not in the fleet", gone.org());
        yield Settled.DONE;
      }
    };
  }
}

package dev.headroom.local.queue;

import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobQueue;
import dev.headroom.cycle.job.sqs.OrgJobBodies;
import dev.headroom.function.OrgJobEvent;
import dev.headroom.function.OrgJobFunction;
import dev.headroom.local.clock.DemoClock;
import io.quarkus.logging.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The queues of org jobs in this process, each with its function attached. Delays follow the
 * fleet's clock.
 */
@Singleton
@Alternative
@Priority(1)
public class LocalOrgJobQueue implements OrgJobQueue {
  private static final int TURNS_AT_ONCE = 2;

  private final OrgJobBodies bodies;
  private final double factor;
  private final Map<OrgJob, InProcessQueue> queues = new EnumMap<>(OrgJob.class);

  public LocalOrgJobQueue(
      OrgJobBodies bodies, Instance<OrgJobFunction> functions, DemoClock clock) {
    this.bodies = bodies;
    this.factor = clock.factor();
    for (OrgJob job : OrgJob.values()) {
      queues.put(
          job,
          new InProcessQueue(
              TURNS_AT_ONCE,
              body -> take(functions, job, body),
              body ->
                  Log.infof(
                      "%s: a turn ends before its time, the next one goes on: %s",
                      job.function(), body)));
    }
  }

  private static boolean take(Instance<OrgJobFunction> functions, OrgJob job, String body) {
    try {
      OrgJobEvent event = new OrgJobEvent();
      event.setRecords(SqsEvents.of(body).getRecords());
      return functions.stream()
          .filter(f -> f.job() == job)
          .allMatch(f -> SqsEvents.isSettled(f.take(event)));
    } catch (RuntimeException | Error e) {
      Log.errorf(e, "%s failed; its message comes again", job.function());
      return false;
    }
  }

  @Override
  public void send(OrgJob job, List<Turn> turns) {
    InProcessQueue queue = queues.get(job);
    if (queue != null) {
      for (Turn turn : turns) {
        Duration delay = Duration.ofMillis(Math.round(turn.delay().toMillis() / factor));
        queue.send(turn.message().org().value(), bodies.write(turn.message()), delay);
      }
    }
  }

  /** Waits until no turn is being worked on; turns that arrive later do not count. */
  public void awaitIdle() throws InterruptedException {
    for (InProcessQueue queue : queues.values()) {
      queue.awaitIdle();
    }
  }

  /** Waits for work in progress; work that has not begun is dropped. */
  public void close() {
    queues.values().forEach(InProcessQueue::close);
  }
}

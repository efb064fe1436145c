package dev.headroom.cycle.job.sqs;

import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobQueue;
import dev.headroom.sqs.QueuesConfig;
import dev.headroom.sqs.SqsSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A job's queue on SQS: a function sends to its own queue only. */
@ApplicationScoped
public class SqsOrgJobQueue implements OrgJobQueue {
  private final SqsClient sqs;
  private final QueuesConfig config;
  private final OrgJobBodies bodies;

  public SqsOrgJobQueue(SqsClient sqs, QueuesConfig config, OrgJobBodies bodies) {
    this.sqs = sqs;
    this.config = config;
    this.bodies = bodies;
  }

  @Override
  public void send(OrgJob job, List<Turn> turns) {
    new SqsSender(sqs, config.job(), "headroom.queues.job")
        .send(
            turns.stream()
                .map(t -> new SqsSender.Delayed(bodies.write(t.message()), t.delay()))
                .toList());
  }
}

package dev.headroom.cycle.poll.sqs;

import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollQueue;
import dev.headroom.sqs.QueuesConfig;
import dev.headroom.sqs.SqsSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The poll queue on SQS. */
@ApplicationScoped
public class SqsPollQueue implements PollQueue {
  private final SqsClient sqs;
  private final QueuesConfig config;
  private final PollBodies bodies;

  public SqsPollQueue(SqsClient sqs, QueuesConfig config, PollBodies bodies) {
    this.sqs = sqs;
    this.config = config;
    this.bodies = bodies;
  }

  @Override
  public void send(List<PollMessage> messages) {
    new SqsSender(sqs, config.poll(), "headroom.queues.poll")
        .send(messages.stream().map(bodies::write).toList(), 0);
  }
}

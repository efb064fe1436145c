package dev.headroom.cycle.export.sqs;

import dev.headroom.cycle.export.ExportMessage;
import dev.headroom.cycle.export.ExportQueue;
import dev.headroom.sqs.QueuesConfig;
import dev.headroom.sqs.SqsSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The export queue on SQS. A message is sent alone: ten of the largest would exceed the limit of a
 * request.
 */
@ApplicationScoped
public class SqsExportQueue implements ExportQueue {
  private final SqsClient sqs;
  private final QueuesConfig config;
  private final ExportBodies bodies;

  /** Sends to the queue that {@code config} names. */
  public SqsExportQueue(SqsClient sqs, QueuesConfig config, ExportBodies bodies) {
    this.sqs = sqs;
    this.config = config;
    this.bodies = bodies;
  }

  @Override
  public boolean isOpen() {
    return config.export().isPresent();
  }

  @Override
  public void send(List<ExportMessage> messages) {
    SqsSender sender = new SqsSender(sqs, config.export(), "headroom.queues.export");
    for (ExportMessage message : messages) {
      sender.send(List.of(bodies.write(message)), 0);
    }
  }
}

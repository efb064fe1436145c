package dev.headroom.local.queue;

import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollQueue;
import dev.headroom.cycle.poll.sqs.PollBodies;
import dev.headroom.function.PollFunction;
import io.quarkus.logging.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The poll queue in this process, with the {@code poll} function behind it. */
@Singleton
@Alternative
@Priority(1)
public class LocalPollQueue implements PollQueue {
  private static final int MESSAGES_AT_ONCE = 8;

  private final PollBodies bodies;
  private final InProcessQueue queue;

  public LocalPollQueue(PollBodies bodies, Instance<PollFunction> poll) {
    this.bodies = bodies;
    this.queue = new InProcessQueue(MESSAGES_AT_ONCE, body -> poll(poll.get(), body));
  }

  private static boolean poll(PollFunction function, String body) {
    try {
      return SqsEvents.isSettled(function.poll(SqsEvents.of(body)));
    } catch (RuntimeException | Error e) {
      Log.error("poll failed; its message comes again", e);
      return false;
    }
  }

  @Override
  public void send(List<PollMessage> messages) {
    messages.forEach(message -> queue.send("poll", bodies.write(message), Duration.ZERO));
  }

  /** Waits until every message sent so far has been processed. */
  public void awaitIdle() throws InterruptedException {
    queue.awaitIdle();
  }

  /** Waits for what is being processed; what was not begun is left. */
  public void close() {
    queue.close();
  }
}

package dev.headroom.local.queue;

import dev.headroom.cycle.export.ExportMessage;
import dev.headroom.cycle.export.ExportQueue;
import dev.headroom.cycle.export.sqs.ExportBodies;
import dev.headroom.function.ExportFunction;
import io.quarkus.logging.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The export queue in this process: one lane per exporter, so that a slow one delays no other. */
@Singleton
@Alternative
@Priority(1)
public class LocalExportQueue implements ExportQueue {
  private static final int SHIPMENTS_AT_ONCE_PER_EXPORTER = 2;

  private final ExportBodies bodies;
  private final InProcessQueue queue;

  /** Gives what it is sent to the function. */
  public LocalExportQueue(ExportBodies bodies, Instance<ExportFunction> export) {
    this.bodies = bodies;
    this.queue =
        new InProcessQueue(SHIPMENTS_AT_ONCE_PER_EXPORTER, body -> ship(export.get(), body));
  }

  private static boolean ship(ExportFunction function, String body) {
    try {
      return SqsEvents.isSettled(function.export(SqsEvents.of(body)));
    } catch (RuntimeException | Error e) {
      Log.error("export failed; its message comes again", e);
      return false;
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void send(List<ExportMessage> messages) {
    for (ExportMessage message : messages) {
      queue.send(message.exporter(), bodies.write(message), Duration.ZERO);
    }
  }

  /** Waits for what is being shipped; what was not begun is left. */
  public void close() {
    queue.close();
  }
}

package dev.headroom.local;

import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.dynamodb.StreamPump;
import dev.headroom.local.queue.LocalQueues;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs what Lambda's schedules and mappings run: ticks the dispatcher and the sweeper, pumps the
 * stream, and starts the simulated fleet with some history, read through the same poll.
 */
@ApplicationScoped
public class LocalMode {
  /** Stopping waits no longer than this for the history to be read. */
  private static final Duration MAX_AWAITED = Duration.ofSeconds(5);

  private final LocalConfig config;
  private final FleetAtStart fleet;
  private final StreamFeed feed;
  private final CatchUp catchUp;
  private final Ticks ticks;
  private final LocalQueues queues;
  private final DemoAudits audits;
  private volatile Optional<Thread> beginning = Optional.empty();
  private volatile boolean stopping;

  LocalMode(
      LocalConfig config,
      FleetAtStart fleet,
      StreamFeed feed,
      CatchUp catchUp,
      Ticks ticks,
      LocalQueues queues,
      DemoAudits audits) {
    this.config = config;
    this.fleet = fleet;
    this.feed = feed;
    this.catchUp = catchUp;
    this.ticks = ticks;
    this.queues = queues;
    this.audits = audits;
  }

  void onStart(@Observes StartupEvent event) {
    if (!config.autostart() || fleet.isElsewhere()) {
      return;
    }
    StreamPump pump = feed.open();
    fleet.begin();
    Thread.ofVirtual().name("stream").start(() -> feed.run(pump));
    beginning = Optional.of(Thread.ofVirtual().name("fleet").start(this::begin));
  }

  /** Finishes what was left undone, then reads the fleet, and from there follows the clock. */
  private void begin() {
    try {
      catchUp.run();
    } catch (InterruptedException e) {
      return;
    } catch (RuntimeException e) {
      if (!stopping) {
        Log.error("the past could not be read; the fleet is read from now on", e);
      }
    }
    if (stopping) {
      return;
    }
    ticks.start();
    if (fleet.isSimulated()) {
      try {
        audits.run();
      } catch (RuntimeException e) {
        if (!stopping) {
          Log.error("the simulated orgs could not be audited before their hour", e);
        }
      }
    }
  }

  void onStop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    feed.stop();
    catchUp.stop();
    ticks.stop();
    audits.stop();
    // First stop reading orgs, then the orgs; the database is closed after this.
    queues.close();
    if (beginning.isPresent() && !beginning.get().join(MAX_AWAITED)) {
      beginning.get().interrupt();
    }
    fleet.end();
  }
}

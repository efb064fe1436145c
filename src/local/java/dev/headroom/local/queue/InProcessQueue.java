package dev.headroom.local.queue;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An in-process queue that behaves like SQS: messages may be hidden for a while, one that is not
 * completed comes again, and after {@value #MAX_RECEIVES} receives it is given up, counted and
 * logged. Messages of one lane take places only from one another, never from another lane.
 */
final class InProcessQueue implements AutoCloseable {
  static final int MAX_RECEIVES = 3;
  private static final Duration BEFORE_NEXT_RECEIVE = Duration.ofSeconds(1);

  /** An org that hangs is not waited for. */
  private static final Duration MAX_AWAITED = Duration.ofSeconds(3);

  private final Predicate<String> handler;
  private final Consumer<String> givenUp;
  private final int placesPerLane;
  private final Map<String, Semaphore> lanes = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int underWay;
  private long deadLetters;
  private boolean closed;

  /**
   * Creates a queue.
   *
   * @param placesPerLane how many messages of one lane are processed at once
   * @param handler processes one body; returns true if it is complete
   */
  InProcessQueue(int placesPerLane, Predicate<String> handler) {
    this(
        placesPerLane,
        handler,
        body ->
            Log.errorf(
                "message given up after %d receives, for the reason above: %s",
                MAX_RECEIVES, body));
  }

  /**
   * Creates a queue.
   *
   * @param givenUp called with each body that is given up
   */
  InProcessQueue(int placesPerLane, Predicate<String> handler, Consumer<String> givenUp) {
    this.placesPerLane = placesPerLane;
    this.handler = handler;
    this.givenUp = givenUp;
  }

  /** Processes {@code body} after {@code delay}, in the lane. */
  void send(String lane, String body, Duration delay) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (delay.isZero()) {
        underWay++;
      }
    }
    if (delay.isZero()) {
      threads.execute(() -> receive(lane, body, 1));
    } else {
      later(lane, body, 1, delay);
    }
  }

  /** Waits until no message is being processed or waits for a place; hidden ones do not count. */
  synchronized void awaitIdle() throws InterruptedException {
    while (underWay > 0 && !closed) {
      wait();
    }
  }

  /** Returns how many messages were given up. */
  synchronized long deadLetters() {
    return deadLetters;
  }

  private void later(String lane, String body, int receive, Duration delay) {
    // Not rounded down: a message that came before its time would wait for a sweep.
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads)
        .execute(
            () -> {
              synchronized (this) {
                underWay++;
              }
              receive(lane, body, receive);
            });
  }

  private void receive(String lane, String body, int receive) {
    Semaphore places = lane(lane);
    boolean settled = false;
    try {
      places.acquire();
      try {
        settled = isClosed() || handler.test(body);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done(lane, body, receive, settled);
    }
  }

  /** Returns whether nothing is accepted any more. */
  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized Semaphore lane(String name) {
    return lanes.computeIfAbsent(name, n -> new Semaphore(placesPerLane));
  }

  private synchronized void done(String lane, String body, int receive, boolean settled) {
    underWay--;
    notifyAll();
    if (settled || closed) {
      return;
    }
    if (receive < MAX_RECEIVES) {
      later(lane, body, receive + 1, BEFORE_NEXT_RECEIVE);
    } else {
      deadLetters++;
      givenUp.accept(body);
    }
  }

  /** Waits for what is being processed; what was not begun is left. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(MAX_AWAITED.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

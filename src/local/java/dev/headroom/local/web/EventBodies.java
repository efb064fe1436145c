package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Memory for the events that functions process: for one event as much as Lambda accepts, and for
 * all together as much as fits.
 */
final class EventBodies {
  /** Lambda's own limit: "Lambda quotas", payload of a synchronous invocation. */
  static final int MAX_BYTES = 6 * 1024 * 1024;

  private static final int KILOBYTE = 1024;
  private static final int ROOM = MAX_BYTES / KILOBYTE + KILOBYTE;

  /** An event announced as no larger is read at once. */
  private static final int SMALL_BYTES = 64 * KILOBYTE;

  /** How many larger ones are in memory, while they arrive or wait for room. */
  private static final int LARGE_AT_ONCE = 8;

  // Not fair: a small one need not wait behind large ones.
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);
  private final Semaphore room = new Semaphore(ROOM);

  /**
   * Work on an event.
   *
   * @param <T> its result
   */
  interface Work<T> {
    T on(byte[] event) throws Exception;
  }

  /** The event is larger than Lambda would accept. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Returns the violation for the sender. */
    Violation violation() {
      return new Violation(
          "event",
          null,
          "is over " + MAX_BYTES + " bytes, which is the most that Lambda takes",
          "Send less at a time.");
    }
  }

  /**
   * Reads an event, and processes it when there is room.
   *
   * @param announced its bytes by its header; -1 if it does not say
   */
  <T> T with(long announced, InputStream content, Work<T> work) throws Exception {
    if (announced > MAX_BYTES) {
      throw new TooLargeException();
    }
    if (announced >= 0 && announced <= SMALL_BYTES) {
      return inRoom(read(content), work);
    }
    large.acquire();
    try {
      return inRoom(read(content), work);
    } finally {
      large.release();
    }
  }

  private <T> T inRoom(byte[] event, Work<T> work) throws Exception {
    int held = event.length / KILOBYTE + 1;
    room.acquire(held);
    try {
      return work.on(event);
    } finally {
      room.release(held);
    }
  }

  private static byte[] read(InputStream content) throws IOException, TooLargeException {
    byte[] event = content.readNBytes(MAX_BYTES + 1);
    if (event.length > MAX_BYTES) {
      throw new TooLargeException();
    }
    return event;
  }
}

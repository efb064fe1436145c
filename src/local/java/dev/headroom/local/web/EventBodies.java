package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Room for the events that functions work on: of one event as much as Lambda takes, and of all
 * together so much that their parts fit into memory.
 */
final class EventBodies {
  /** Lambda's own bound: "Lambda quotas", payload of a synchronous invocation. */
  static final int MAX_BYTES = 6 * 1024 * 1024;

  private static final int KILOBYTE = 1024;
  private static final int ROOM = MAX_BYTES / KILOBYTE + KILOBYTE;

  private final Semaphore room = new Semaphore(ROOM, true);

  /**
   * Work on an event.
   *
   * @param <T> what comes of it
   */
  interface Work<T> {
    T on(byte[] event) throws Exception;
  }

  /** The event is larger than Lambda would take it. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** For whoever sent it. */
    Violation violation() {
      return new Violation(
          "event",
          null,
          "is over " + MAX_BYTES + " bytes, which is the most that Lambda takes",
          "Send less at a time.");
    }
  }

  /**
   * Reads an event when there is room, and holds that until the work is done.
   *
   * @param announced its bytes by its header; -1 when it does not say
   */
  <T> T with(long announced, InputStream content, Work<T> work) throws Exception {
    if (announced > MAX_BYTES) {
      throw new TooLargeException();
    }
    int held = announced < 0 ? MAX_BYTES / KILOBYTE : (int) (announced / KILOBYTE) + 1;
    room.acquire(held);
    try {
      return work.on(read(content));
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

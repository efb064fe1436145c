package dev.headroom.cycle.export;

import java.util.List;

/** The queue from {@code poll} and {@code attribute} to {@code export}. */
public interface ExportQueue {
  /** Returns whether what is sent is shipped; else there is no queue, and nothing is sent. */
  boolean isOpen();

  /**
   * Sends every message.
   *
   * @throws RuntimeException if one of them was not accepted; those before it may have been
   */
  void send(List<ExportMessage> messages);
}

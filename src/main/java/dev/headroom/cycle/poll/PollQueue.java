package dev.headroom.cycle.poll;

import java.util.List;

/** Work for the {@code poll} function, delivered at least once. */
public interface PollQueue {
  void send(List<PollMessage> messages);
}

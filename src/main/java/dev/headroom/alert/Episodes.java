package dev.headroom.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks up episodes. Only {@link AlertStates#commit} writes them. */
public interface Episodes {
  /** Returns every open episode, newest first. */
  List<AlertRecord> open();

  /** Returns the {@code most} newest episodes by opening, open and resolved. */
  List<AlertRecord> newest(int most);

  /**
   * Returns the episode of {@code key} that opened last, read consistently; empty if there is none.
   */
  Optional<AlertRecord> newest(AlertKey key);

  /** Returns the {@code most} newest episodes of {@code key}, the newest opening first. */
  List<AlertRecord> of(AlertKey key, int most);

  /** Returns the episode of {@code key} that opened at {@code openedAt}, read consistently. */
  Optional<AlertRecord> find(AlertKey key, Instant openedAt);
}

package dev.headroom.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks up episodes. They are written by {@link AlertStates#commit} alone. */
public interface Episodes {
  /** Every open episode, newest first. */
  List<AlertRecord> open();

  /** The {@code most} newest episodes by opening, open ones and resolved ones. */
  List<AlertRecord> newest(int most);

  /** The episode of {@code key} that opened last, read consistently; empty when there is none. */
  Optional<AlertRecord> newest(AlertKey key);

  /** The {@code most} newest episodes of {@code key}, the newest opening first. */
  List<AlertRecord> of(AlertKey key, int most);

  /** The episode of {@code key} that opened at {@code openedAt}, read consistently. */
  Optional<AlertRecord> find(AlertKey key, Instant openedAt);
}

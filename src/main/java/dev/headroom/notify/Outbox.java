package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Committed transitions, with the decision about whom to notify. Only {@link
 * dev.headroom.alert.AlertStates#commit} writes entries.
 */
public interface Outbox {
  /**
   * Returns the entry with this id, read consistently; empty if there is none, or if it has
   * expired.
   */
  Optional<OutboxEntry> find(OutboxId id);

  /** Returns the newest entry of {@code key}, read consistently; empty if there never was one. */
  Optional<OutboxEntry> latest(AlertKey key);

  /** Returns entries not handed over that were committed before {@code time}, oldest first. */
  List<OutboxId> pending(Instant time, int most);

  /** Returns when the oldest entry that is not handed over was committed; empty if all are. */
  Optional<Instant> oldestPending();

  /**
   * Creates the deliveries and marks the entry as handed over, all or nothing as far as a reader
   * can see: the entry counts as handed over only when every delivery exists. Each delivery becomes
   * the {@code next} of the one that it follows. From then on the previous entry, and this one if
   * it is a resolve, are kept only for a while.
   *
   * @param entry as it was read
   * @param decision what was decided for it; if another caller's is already stored, that one holds
   *     and the result is false
   * @param deliveries what follows from the decision
   * @param now real time
   * @return whether this call did it; false if another was faster: read again
   */
  boolean handOver(OutboxEntry entry, Decision decision, List<Delivery> deliveries, Instant now);
}

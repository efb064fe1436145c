package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Transitions that were committed, with what was decided about telling them. Entries are written by
 * {@link dev.headroom.alert.AlertStates#commit} alone.
 */
public interface Outbox {
  /**
   * The entry of this id, read consistently; empty when there is none, or when it is of the past
   * and was dropped.
   */
  Optional<OutboxEntry> find(OutboxId id);

  /** The newest entry of {@code key}, read consistently; empty when it was never told of. */
  Optional<OutboxEntry> latest(AlertKey key);

  /** Entries not handed over that were committed before {@code time}, oldest first. */
  List<OutboxId> pending(Instant time, int most);

  /** When the oldest entry was committed that is not handed over; empty when all are. */
  Optional<Instant> oldestPending();

  /**
   * Makes the deliveries and marks the entry as handed over, all or nothing as far as a reader can
   * see: the entry counts as handed over only when every delivery exists. Each delivery becomes the
   * {@code next} of the one that it comes after. From here on the entry before, and this one when
   * it is a resolve, are kept for a while only.
   *
   * @param entry as it was read
   * @param decision what was decided for it; where another caller's is kept already, that one holds
   *     and the result is false
   * @param deliveries what follows from the decision
   * @param now real time
   * @return whether this call did it; false when another was faster: read again
   */
  boolean handOver(OutboxEntry entry, Decision decision, List<Delivery> deliveries, Instant now);
}

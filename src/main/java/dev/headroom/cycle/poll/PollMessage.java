package dev.headroom.cycle.poll;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/**
 * Orgs to read for one slot.
 *
 * @param orgs 1 to {@link #MAX_ORGS}
 * @param scheduled whether the schedule sent it: then an org with an adaptive interval that is
 *     quiet may be left out. Otherwise every org is read, whatever its interval
 */
public record PollMessage(Instant slot, List<OrgId> orgs, boolean scheduled) {
  /** The most orgs per message. */
  public static final int MAX_ORGS = 50;

  public PollMessage {
    orgs = List.copyOf(orgs);
    if (orgs.isEmpty() || orgs.size() > MAX_ORGS) {
      throw new IllegalArgumentException("a poll message names 1 to " + MAX_ORGS + " orgs");
    }
  }

  /** A message that somebody else than the schedule sends. */
  public PollMessage(Instant slot, List<OrgId> orgs) {
    this(slot, orgs, false);
  }

  /** Returns the same message as the schedule sends it. */
  public PollMessage asScheduled() {
    return new PollMessage(slot, orgs, true);
  }
}

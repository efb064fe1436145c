package dev.headroom.cycle.poll;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/**
 * Orgs to read for one slot.
 *
 * @param orgs 1 to {@link #MAX_ORGS}
 */
public record PollMessage(Instant slot, List<OrgId> orgs) {
  /** The most orgs per message. */
  public static final int MAX_ORGS = 50;

  public PollMessage {
    orgs = List.copyOf(orgs);
    if (orgs.isEmpty() || orgs.size() > MAX_ORGS) {
      throw new IllegalArgumentException("a poll message names 1 to " + MAX_ORGS + " orgs");
    }
  }
}

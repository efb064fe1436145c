package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.OrgState;
import dev.headroom.org.OrgId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The latest commits, by org and by episode. */
public interface Commits {
  /**
   * Returns the last committed state of {@code org}; {@link OrgState#neverRead} if there is none.
   */
  OrgState state(OrgId org);

  /** Returns the states of all of {@code orgs}. */
  Map<OrgId, OrgState> states(Collection<OrgId> orgs);

  /** Returns every open episode. */
  List<AlertRecord> openAlerts();

  /** Returns open episodes and the newest resolved ones, the newest opening first. */
  List<AlertRecord> alerts();

  /** Returns whether the org of an open alert still has it open, in its last committed state. */
  default boolean holds(AlertRecord open) {
    return state(open.key().org()).holds(open.key(), open.episode().openedAt());
  }

  /** Returns the {@code most} newest episodes of {@code key}, the newest opening first. */
  List<AlertRecord> alerts(AlertKey key, int most);
}

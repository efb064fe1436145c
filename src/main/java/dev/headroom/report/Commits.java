package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.OrgState;
import dev.headroom.org.OrgId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was last committed, org by org and episode by episode. */
public interface Commits {
  /** The last committed state of {@code org}; {@link OrgState#neverRead} when there is none. */
  OrgState state(OrgId org);

  /** The states of all of {@code orgs}. */
  Map<OrgId, OrgState> states(Collection<OrgId> orgs);

  /** Every open episode. */
  List<AlertRecord> openAlerts();

  /** Open episodes and the newest resolved ones, the newest opening first. */
  List<AlertRecord> alerts();

  /** The {@code most} newest episodes of {@code key}, the newest opening first. */
  List<AlertRecord> alerts(AlertKey key, int most);
}

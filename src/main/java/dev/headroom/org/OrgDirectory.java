package dev.headroom.org;

import java.util.List;
import java.util.Optional;

/** Where the orgs of the fleet are found. Answers may be as old as one second. */
public interface OrgDirectory {
  /** The org of this id; empty when the fleet has none (never had, or it was removed). */
  Optional<Org> find(OrgId id);

  /** Every org of the fleet, ordered by id. */
  List<Org> all();
}

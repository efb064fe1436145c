package dev.headroom.cycle.tell;

import dev.headroom.org.OrgId;
import java.util.Optional;

/** The Salesforce instances that orgs are on. */
public interface Instances {
  /** Returns the instance of {@code org}, such as {@code EU42}; empty if unknown. */
  Optional<String> of(OrgId org);
}

package dev.headroom.cycle.tell;

import dev.headroom.org.OrgId;
import java.util.Optional;

/** Knows the Salesforce instances that orgs live on. */
public interface Instances {
  /** The instance of {@code org}, such as {@code EU42}; empty when it is not known. */
  Optional<String> of(OrgId org);
}

package dev.headroom.fleet;

import java.util.List;

/** What reading a manifest gave: a fleet, or everything that is wrong with the text. */
public sealed interface Manifest {
  /** The text is a manifest; nothing in it is wrong. */
  record Valid(Fleet fleet) implements Manifest {}

  /**
   * The text is not a manifest.
   *
   * @param violations all of them at once, in the order of the text; never empty
   */
  record Invalid(List<Violation> violations) implements Manifest {
    public Invalid {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("an invalid manifest violates something");
      }
    }
  }
}

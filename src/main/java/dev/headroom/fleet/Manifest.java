package dev.headroom.fleet;

import java.util.List;

/** What reading a manifest gave: a fleet, or everything that is wrong with the text. */
public sealed interface Manifest {
  /**
   * The text is a manifest; nothing in it is wrong.
   *
   * @param warnings what is better said otherwise, in the order of the text
   */
  record Valid(Fleet fleet, List<Violation> warnings) implements Manifest {
    public Valid {
      warnings = List.copyOf(warnings);
    }

    /** A manifest of which there is nothing to say. */
    public Valid(Fleet fleet) {
      this(fleet, List.of());
    }
  }

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

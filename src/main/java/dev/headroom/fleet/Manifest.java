package dev.headroom.fleet;

import java.util.List;

/** The result of reading a manifest: a fleet, or everything that is wrong with the text. */
public sealed interface Manifest {
  /**
   * The text is a valid manifest.
   *
   * @param warnings things that are better written differently, in the order of the text
   */
  record Valid(Fleet fleet, List<Violation> warnings) implements Manifest {
    public Valid {
      warnings = List.copyOf(warnings);
    }

    /** A manifest without warnings. */
    public Valid(Fleet fleet) {
      this(fleet, List.of());
    }
  }

  /**
   * The text is not a valid manifest.
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

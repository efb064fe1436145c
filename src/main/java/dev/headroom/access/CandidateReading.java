package dev.headroom.access;

import java.util.List;

/** What a {@link Question} means. */
public sealed interface CandidateReading {
  /**
   * It can be answered.
   *
   * @param warnings what may be surprising about it
   */
  record Asked(Candidate candidate, List<Remark> warnings) implements CandidateReading {
    public Asked {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It cannot be answered.
   *
   * @param violations everything that is wrong with it; never empty
   */
  record Refused(List<Remark> violations) implements CandidateReading {
    public Refused {
      violations = List.copyOf(violations);
    }
  }
}

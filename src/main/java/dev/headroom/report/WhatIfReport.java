package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.whatif.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the question what a change would come to.
 *
 * @param violations everything that is wrong; when there is any, there is no answer
 */
public record WhatIfReport(List<Violation> violations, @Nullable Answer answer) {
  public WhatIfReport {
    violations = List.copyOf(violations);
  }
}

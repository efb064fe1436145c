package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.whatif.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a what-if question.
 *
 * @param violations everything that is wrong; if there is any, there is no answer
 */
public record WhatIfReport(List<Violation> violations, @Nullable Answer answer) {
  public WhatIfReport {
    violations = List.copyOf(violations);
  }
}

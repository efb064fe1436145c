package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.ChangedIntegrations.Assumption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a what-if question.
 *
 * @param violations everything that is wrong; if there is any, there is no answer
 * @param assumed what was assumed about changed integrations
 */
public record WhatIfReport(
    List<Violation> violations, @Nullable Answer answer, List<Assumption> assumed) {
  public WhatIfReport {
    violations = List.copyOf(violations);
    assumed = List.copyOf(assumed);
  }

  /** A report that assumes nothing of integrations. */
  public WhatIfReport(List<Violation> violations, @Nullable Answer answer) {
    this(violations, answer, List.of());
  }
}

package dev.headroom.local;

import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.WhatIfReport;
import dev.headroom.report.json.WhatIfAnswer;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.WhatIfQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code manage what-if <org>}: what a change would do. */
final class WhatIfAction {
  static final String WORD = "what-if";

  /** Its members, in the order of the usage; each is an option. */
  static final List<String> MEMBERS =
      Stream.concat(WhatIfQuestion.MEMBERS.stream(), Stream.of(Format.MEMBER)).toList();

  private WhatIfAction() {}

  /**
   * Answers for {@code org}.
   *
   * @param org as written; the fleet may not have it
   * @param members the given ones
   */
  static Outcome run(WhatIfCycle cycle, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations);
    WhatIfReport report = cycle.run(TenantScope.all(), org, WhatIfQuestion.parse(members));
    violations.addAll(report.violations());
    Answer answer = report.answer();
    if (!violations.isEmpty() || answer == null) {
      return Outcome.wrong(violations);
    }
    return Outcome.of(
        format == Format.JSON
            ? Format.json(WhatIfAnswer.of(answer, report.assumed()))
            : WhatIfText.of(answer, report.assumed()));
  }
}

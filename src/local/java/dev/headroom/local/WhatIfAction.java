package dev.headroom.local;

import dev.headroom.cycle.WhatIfCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.function.WhatIfAnswer;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.whatif.Question;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code manage what-if <org>}: what a change would come to. */
final class WhatIfAction implements OrgAction {
  private static final List<String> MEMBERS =
      Stream.concat(Question.MEMBERS.stream(), Stream.of(Format.MEMBER)).toList();

  @Override
  public String word() {
    return "what-if";
  }

  @Override
  public List<String> members() {
    return MEMBERS;
  }

  @Override
  public Answer run(Stores stores, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations);
    WhatIfCycle.Report report =
        new WhatIfCycle(
                stores.directory(),
                stores.history(),
                stores.states(),
                new CsvLimitCatalogue(),
                InstantSource.system())
            .run(org, members);
    violations.addAll(report.violations());
    dev.headroom.whatif.Answer answer = report.answer();
    if (!violations.isEmpty() || answer == null) {
      return Answer.wrong(violations);
    }
    return Answer.of(
        format == Format.JSON ? Format.json(WhatIfAnswer.of(answer)) : WhatIfText.of(answer));
  }
}

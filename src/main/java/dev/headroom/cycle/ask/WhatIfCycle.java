package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.WhatIfReport;
import dev.headroom.whatif.History;
import dev.headroom.whatif.WhatIf;
import dev.headroom.whatif.WhatIfQuestion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what a change would do to an org of the fleet, from its stored history. */
public final class WhatIfCycle {
  private final OrgDirectory directory;
  private final UsageHistory history;
  private final AlertStates states;
  private final LimitCatalogue catalogue;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param clock the fleet's: now is the end of the history of an org without a committed slot
   */
  public WhatIfCycle(
      OrgDirectory directory,
      UsageHistory history,
      AlertStates states,
      LimitCatalogue catalogue,
      InstantSource clock) {
    this.directory = directory;
    this.history = history;
    this.states = states;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Answers for an org.
   *
   * @param scope what the caller may see
   * @param org as written
   * @param asked its violations are reported together with the others
   */
  public WhatIfReport run(TenantScope scope, String org, Parsed<WhatIfQuestion> asked) {
    List<Violation> violations = new ArrayList<>();
    Optional<Org> known = AskedOrg.find(scope, directory, org);
    if (known.isEmpty()) {
      violations.add(AskedOrg.unknown(org, "is not in the fleet"));
    }
    violations.addAll(asked.violations());
    if (violations.isEmpty()) {
      asked.value().lackOfChange().ifPresent(violations::add);
    }
    if (!violations.isEmpty() || known.isEmpty()) {
      return new WhatIfReport(violations, null);
    }
    return answer(known.get(), asked.value());
  }

  private WhatIfReport answer(Org org, WhatIfQuestion question) {
    OrgState state = states.read(org.id());
    Instant end = AskedOrg.endOfHistory(state, clock);
    Window window = catalogue.describe(question.limit()).window();
    History past =
        History.of(
            window,
            history.raw(org.id(), question.limit(), end.minus(WhatIf.HISTORY), end),
            state.upkeep().anotherSince(),
            org.zone());
    List<Violation> contradictions = WhatIf.contradictions(question, window, past);
    return contradictions.isEmpty()
        ? new WhatIfReport(List.of(), WhatIf.ask(question, window, past))
        : new WhatIfReport(contradictions, null);
  }
}

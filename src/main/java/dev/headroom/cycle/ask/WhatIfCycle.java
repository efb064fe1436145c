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
import dev.headroom.report.HiddenNames;
import dev.headroom.report.WhatIfReport;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import dev.headroom.whatif.ChangedIntegrations;
import dev.headroom.whatif.ChangedIntegrations.Assumption;
import dev.headroom.whatif.History;
import dev.headroom.whatif.WhatIf;
import dev.headroom.whatif.WhatIfQuestion;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what a change would do to an org of the fleet, from its stored history. */
public final class WhatIfCycle {
  private final OrgDirectory directory;
  private final UsageHistory history;
  private final AlertStates states;
  private final UsageStore usage;
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
      UsageStore usage,
      LimitCatalogue catalogue,
      InstantSource clock) {
    this.directory = directory;
    this.history = history;
    this.states = states;
    this.usage = usage;
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
    ChangedIntegrations changed =
        known
            .map(found -> changed(scope, found, asked.value()))
            .orElse(new ChangedIntegrations(List.of(), List.of(), List.of()));
    violations.addAll(changed.violations());
    if (violations.isEmpty()) {
      asked.value().lackOfChange().ifPresent(violations::add);
    }
    if (!violations.isEmpty() || known.isEmpty()) {
      return new WhatIfReport(violations, null);
    }
    return answer(known.get(), asked.value().with(changed), changed.assumed());
  }

  private ChangedIntegrations changed(TenantScope scope, Org org, WhatIfQuestion question) {
    if (question.changes().isEmpty()) {
      return new ChangedIntegrations(List.of(), List.of(), List.of());
    }
    Instant end = AskedOrg.endOfHistory(states.read(org.id()), clock);
    LocalDate last = LocalDate.ofInstant(end, ZoneOffset.UTC);
    LocalDate first = last.minusDays(WhatIf.HISTORY.toDays());
    List<StoredDay> days = usage.days(org.id(), first, last);
    return ChangedIntegrations.of(
        question.changes(),
        directory.hidesNames(scope) ? days.stream().map(HiddenNames::in).toList() : days);
  }

  private WhatIfReport answer(Org org, WhatIfQuestion question, List<Assumption> assumed) {
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
        ? new WhatIfReport(List.of(), WhatIf.ask(question, window, past), assumed)
        : new WhatIfReport(contradictions, null);
  }
}

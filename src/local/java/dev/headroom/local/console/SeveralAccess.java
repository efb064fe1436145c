package dev.headroom.local.console;

import dev.headroom.access.AccessDay;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.AccessView;
import dev.headroom.report.AccessViews;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Who may use the API of the orgs of several stacks. */
final class SeveralAccess implements AccessViews {
  private final Stacks stacks;

  SeveralAccess(Stacks stacks) {
    this.stacks = stacks;
  }

  @Override
  public Optional<AccessView> access(TenantScope scope, Org org, LocalDate day) {
    return stacks.of(org).access().access(scope, org, day);
  }

  @Override
  public AccessFleetView fleet(TenantScope scope) {
    return new AccessFleetView(
        stacks.each(stack -> stack.access().fleet(scope)).entrySet().stream()
            .flatMap(
                answer ->
                    answer.getValue().orgs().stream()
                        .filter(org -> stacks.of(org.org()).equals(answer.getKey())))
            .toList());
  }

  @Override
  public List<AccessDay> days(TenantScope scope, Org org, LocalDate from, LocalDate to) {
    return stacks.of(org).access().days(scope, org, from, to);
  }
}

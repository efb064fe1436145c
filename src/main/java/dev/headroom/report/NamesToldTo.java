package dev.headroom.report;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Target;
import dev.headroom.notify.ToldTo;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;

/** A tenant's targets are told what the tenant's pages show, see {@link HiddenNames}. */
public final class NamesToldTo implements ToldTo {
  private final OrgDirectory directory;

  /** Asks {@code directory} what tenants are shown. */
  public NamesToldTo(OrgDirectory directory) {
    this.directory = directory;
  }

  @Override
  public boolean hidesNames(Target target) {
    String tenant = target.tenant();
    return tenant != null && directory.hidesNames(TenantScope.of(new TenantId(tenant)));
  }

  @Override
  public Transition withoutNames(Transition transition) {
    Evidence evidence = transition.evidence();
    Evidence hidden = HiddenNames.in(evidence);
    return hidden.equals(evidence) ? transition : transition.on(hidden);
  }
}

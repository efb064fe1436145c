package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertStates;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import java.util.Optional;

/** The instances that orgs last named, as remembered in their states. */
public final class RememberedInstances implements Instances {
  private final AlertStates states;

  /** Reads instances from {@code states}; each question reads one. */
  public RememberedInstances(AlertStates states) {
    this.states = states;
  }

  @Override
  public Optional<String> of(OrgId org) {
    return Optional.ofNullable(states.read(org).upkeep().profile()).map(OrgProfile::instanceName);
  }
}

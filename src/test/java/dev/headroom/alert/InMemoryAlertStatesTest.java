package dev.headroom.alert;

import dev.headroom.alert.InMemoryAlertStates.Told;
import dev.headroom.org.OrgId;
import java.util.List;

final class InMemoryAlertStatesTest extends AlertStatesContract {
  private final InMemoryAlertStates states = new InMemoryAlertStates();

  @Override
  protected AlertStates states() {
    return states;
  }

  @Override
  protected Episodes episodes() {
    return states;
  }

  @Override
  protected FleetIndex index() {
    return states;
  }

  @Override
  protected List<Told> outbox(OrgId org) {
    return states.outbox(org);
  }
}

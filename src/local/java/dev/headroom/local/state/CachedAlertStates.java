package dev.headroom.local.state;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.org.OrgId;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Writes through: the store decides every commit, and {@link FleetMemory} hears of it at once.
 * Reads go to the store, consistently, since polls judge by them.
 */
@Decorator
@Priority(100)
public class CachedAlertStates implements AlertStates {
  private final AlertStates store;
  private final FleetMemory memory;

  /** In front of {@code store}. */
  @Inject
  public CachedAlertStates(@Delegate @Any AlertStates store, FleetMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  @Override
  public OrgState read(OrgId org) {
    OrgState read = store.read(org);
    memory.remember(read);
    return read;
  }

  @Override
  public CommitResult commit(OrgState next, List<Transition> transitions) {
    CommitResult result = store.commit(next, transitions);
    if (result == CommitResult.COMMITTED) {
      memory.committed(next, transitions);
    }
    return result;
  }
}

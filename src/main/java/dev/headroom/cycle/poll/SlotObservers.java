package dev.headroom.cycle.poll;

import java.util.ArrayList;
import java.util.List;

/** All observers; a failure of one does not affect the others. */
public final class SlotObservers {
  /** No observers. */
  public static final SlotObservers NONE = new SlotObservers(List.of());

  private final List<SlotObserver> observers;

  public SlotObservers(List<SlotObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  /**
   * Calls every observer. Whatever one does wrong, the commit stands.
   *
   * @return those that failed; empty if none did
   */
  public List<SlotObserver.Failure> tell(SlotObserver.Committed committed) {
    List<SlotObserver.Failure> failures = new ArrayList<>();
    for (SlotObserver observer : observers) {
      try {
        observer.committed(committed);
      } catch (RuntimeException | Error e) {
        failures.add(
            new SlotObserver.Failure(
                observer.getClass().getSimpleName(),
                committed.state().org(),
                committed.slot(),
                e.toString()));
      }
    }
    return failures;
  }
}

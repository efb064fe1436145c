package dev.headroom.local;

import dev.headroom.cycle.tell.SweepTrigger;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers that a sweep was requested until local mode's next tick, at most a second later. */
@Singleton
@Alternative
@Priority(1)
public class LocalSweepTrigger implements SweepTrigger {
  private final AtomicBoolean asked = new AtomicBoolean();

  @Override
  public void ask() {
    asked.set(true);
  }

  /** Returns whether a sweep was requested since the last call. */
  boolean take() {
    return asked.getAndSet(false);
  }
}

package dev.headroom.local;

import dev.headroom.cycle.tell.SweepTrigger;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers that a sweep was asked for until local mode's next tick, a second later at most. */
@Singleton
@Alternative
@Priority(1)
public class LocalSweepTrigger implements SweepTrigger {
  private final AtomicBoolean asked = new AtomicBoolean();

  @Override
  public void ask() {
    asked.set(true);
  }

  /** Whether a sweep was asked for since the last call. */
  boolean take() {
    return asked.getAndSet(false);
  }
}

package dev.headroom.access;

/** What one look may spend on calls that the org counts. */
@FunctionalInterface
public interface CallBudget {
  /** No limit but the look's own. */
  CallBudget OPEN = () -> true;

  /** Takes one call, before it is made; false when it must not be made. */
  boolean take();
}

package dev.headroom.access;

/** The calls counted by the org that one look may make. */
@FunctionalInterface
public interface CallBudget {
  /** No limit except the look's own. */
  CallBudget OPEN = () -> true;

  /** Takes one call before it is made; returns false if it must not be made. */
  boolean take();
}

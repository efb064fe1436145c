package dev.headroom.config;

/** A number of at least 1. */
public final class Positive extends Whole {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public Positive() {
    super(1, Integer.MAX_VALUE);
  }
}

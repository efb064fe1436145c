package dev.headroom.config;

/** A port to listen at; 0 is any that is free. */
public final class PortNumber extends Whole {
  private static final long serialVersionUID = 1L;

  /** Made by the configuration. */
  public PortNumber() {
    super(0, 65_535);
  }
}

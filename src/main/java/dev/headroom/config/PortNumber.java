package dev.headroom.config;

/** A port to listen on; 0 means any free one. */
public final class PortNumber extends Whole {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public PortNumber() {
    super(0, 65_535);
  }
}

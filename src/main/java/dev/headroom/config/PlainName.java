package dev.headroom.config;

/** A name without blanks. */
public final class PlainName extends Text {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public PlainName() {
    super("\\S+", "holds a blank", "Write a name without blanks.");
  }
}

package dev.headroom.config;

/** The name of an environment variable, or its prefix. */
public final class VariableName extends Text {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public VariableName() {
    super(
        "[A-Za-z_][A-Za-z0-9_]*",
        "is not the beginning of a variable's name",
        "Use letters, digits and '_', such as HEADROOM_SECRET_.");
  }
}

package dev.headroom.config;

/**
 * A configuration value does not have the form of its key. The message is the problem and the
 * remedy.
 */
public final class BadValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  /**
   * Rejects a value.
   *
   * @param problem what is wrong with it, as said of the key: "is not a path"
   * @param remedy what to write instead, a sentence
   */
  public BadValueException(String problem, String remedy) {
    super(problem + ". " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** Returns what is wrong with the value, as said of the key. */
  public String problem() {
    return problem;
  }

  /** Returns what to write instead, a sentence. */
  public String remedy() {
    return remedy;
  }
}

package dev.headroom.config;

/** A configuration value has not the form of its key. Its message is the problem and the remedy. */
public final class BadValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  /**
   * A value that will not do.
   *
   * @param problem what is wrong with it, said of the key: "is not a path"
   * @param remedy what to write instead, a sentence
   */
  public BadValueException(String problem, String remedy) {
    super(problem + ". " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** What is wrong with the value, said of the key. */
  public String problem() {
    return problem;
  }

  /** What to write instead, a sentence. */
  public String remedy() {
    return remedy;
  }
}

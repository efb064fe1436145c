package dev.headroom.org;

/**
 * The store will never take what it was given: asking again changes nothing. The message says what
 * and why in words of Headroom, and quotes nothing of it.
 */
public final class UnstorableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what was tried.
   *
   * @param attempt to be read after "could not": {@code store the sample of acme-prod}
   * @param reason why not, to be read after a colon
   */
  public UnstorableException(String attempt, String reason, Throwable cause) {
    super("could not " + attempt + ": " + reason, cause);
  }
}

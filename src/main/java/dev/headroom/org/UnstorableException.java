package dev.headroom.org;

/**
 * The store will never accept what it was given: trying again changes nothing. The message says
 * what and why in Headroom's words, and quotes nothing of it.
 */
public final class UnstorableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what was tried.
   *
   * @param attempt to follow "could not": {@code store the sample of acme-prod}
   * @param reason why not, to follow a colon
   */
  public UnstorableException(String attempt, String reason, Throwable cause) {
    super("could not " + attempt + ": " + reason, cause);
  }
}

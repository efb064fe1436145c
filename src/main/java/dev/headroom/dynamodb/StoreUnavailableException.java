package dev.headroom.dynamodb;

import dev.headroom.org.UnavailableException;

/**
 * The store did not answer, refused to, or is not set up. Whether a write was done is
 * <em>unknown</em>; every write of ours is conditional or idempotent, so it may be repeated.
 */
public final class StoreUnavailableException extends UnavailableException {
  private static final long serialVersionUID = 1;

  /**
   * Says what was tried.
   *
   * @param attempt what was tried, such as {@code read the state of acme-prod}; no secret
   */
  public StoreUnavailableException(String attempt, Throwable cause) {
    super("could not " + attempt + ": " + cause.getMessage(), cause);
  }

  /** Says what was tried and what happened. */
  public StoreUnavailableException(String message) {
    super(message);
  }
}

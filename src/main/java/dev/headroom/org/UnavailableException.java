package dev.headroom.org;

/**
 * Something that Headroom needs does not answer now, or refuses to for want of room: nothing is
 * known to be wrong with what it was asked, and the same may succeed later.
 */
public abstract class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  protected UnavailableException(String message) {
    super(message);
  }
}

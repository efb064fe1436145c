package dev.headroom.org;

/**
 * Something that Headroom needs does not answer now, or refuses for lack of capacity: the request
 * is not known to be wrong, and the same one may succeed later.
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

package dev.headroom.auth;

/** A secret could not be read. The message may be shown to a person. */
public final class SecretUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public SecretUnavailableException(String message) {
    super(message);
  }

  public SecretUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

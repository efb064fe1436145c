package dev.headroom.sqs;

/**
 * A queue message whose body is not of its function's shape; it goes to the dead-letter queue
 * alone, with this message as the reason.
 */
public final class UnreadableBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableBodyException(String message) {
    super(message);
  }
}

package dev.headroom.function;

/**
 * A queue message whose body is not of its function's shape; it goes to the dead-letter queue
 * alone.
 */
final class UnreadableBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBodyException(String message) {
    super(message);
  }
}

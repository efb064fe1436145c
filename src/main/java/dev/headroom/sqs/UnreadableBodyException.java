package dev.headroom.sqs;

/**
 * The body of a queue message does not have the form that its function expects; only this message
 * goes to the dead-letter queue, with the exception's message as the reason.
 */
public final class UnreadableBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableBodyException(String message) {
    super(message);
  }
}

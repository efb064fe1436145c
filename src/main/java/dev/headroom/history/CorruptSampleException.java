package dev.headroom.history;

/**
 * The stored bytes are not a packed sample: they were cut off, damaged, or written by another
 * version.
 */
public final class CorruptSampleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong with the bytes. */
  public CorruptSampleException(String message) {
    super(message);
  }

  /** Says which stored sample is meant, and what is wrong with it. */
  public CorruptSampleException(String message, Throwable cause) {
    super(message, cause);
  }
}

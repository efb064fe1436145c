package dev.headroom.local.dynamodb;

/**
 * The data folder cannot be used. The message is one line for a person: what is wrong, what to do.
 */
public final class DataFolderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataFolderException(String message) {
    super(message);
  }

  DataFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}

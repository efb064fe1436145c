package dev.headroom.local.dynamodb;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The data folder cannot be used. The message is one line for a person: what is wrong, what to do.
 */
public final class DataFolderException extends ConfigurationException {
  private static final long serialVersionUID = 1;

  private final boolean inUse;

  DataFolderException(String message) {
    super(message);
    this.inUse = false;
  }

  /** The folder is right, and what is wrong with it is in {@code message}. */
  public DataFolderException(String message, Throwable cause) {
    super(message);
    addSuppressed(cause); // not the cause: the start is told by its root, in this one line
    this.inUse = false;
  }

  private DataFolderException(String message, boolean inUse) {
    super(message);
    this.inUse = inUse;
  }

  static DataFolderException inUse(String message) {
    return new DataFolderException(message, true);
  }

  /** Whether the folder is right but another Headroom runs on it. */
  public boolean isInUse() {
    return inUse;
  }
}

package dev.headroom.local.dynamodb;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The data folder cannot be used. The message is one line for a person: what is wrong, what to do.
 */
public final class DataFolderException extends ConfigurationException {
  private static final long serialVersionUID = 1;

  private final boolean inUse;

  DataFolderException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception with {@code message}.
   *
   * @param message one line for a person: which folder, what is wrong with it, what to do
   * @param cause kept for a debugger only; null if there is none
   */
  public DataFolderException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      addSuppressed(cause); // not the cause: a start reports its root cause, in this one line
    }
    this.inUse = false;
  }

  private DataFolderException(String message, boolean inUse) {
    super(message);
    this.inUse = inUse;
  }

  static DataFolderException inUse(String message) {
    return new DataFolderException(message, true);
  }

  /** Returns whether the folder is fine but another instance is running on it. */
  public boolean isInUse() {
    return inUse;
  }
}

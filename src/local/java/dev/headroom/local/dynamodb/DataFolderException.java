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
   * Makes one that says {@code message}.
   *
   * @param message one line for a person: which folder, what is wrong with it, what to do
   * @param cause kept for a debugger only; null when there is none
   */
  public DataFolderException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      addSuppressed(cause); // not the cause: the start is told by its root, in this one line
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

  /** Whether the folder is right but another Headroom runs on it. */
  public boolean isInUse() {
    return inUse;
  }
}

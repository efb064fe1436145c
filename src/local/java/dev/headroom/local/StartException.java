package dev.headroom.local;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A start cannot continue. The message is one line for a person: what is wrong, what to do. */
final class StartException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}

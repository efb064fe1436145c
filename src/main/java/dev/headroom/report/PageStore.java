package dev.headroom.report;

import java.util.Optional;

/** Keeps pages as files. */
@FunctionalInterface
public interface PageStore {
  /**
   * Keeps {@code file} in the place of what had its name.
   *
   * @return why it is not kept, and what to do; empty if it is. May not name a secret
   */
  Optional<String> put(PageFile file);
}

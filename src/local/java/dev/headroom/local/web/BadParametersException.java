package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose parameters cannot be read: status 400 with everything that is wrong. */
final class BadParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;
  private final @Nullable String page;

  /** Of the JSON API. */
  BadParametersException(List<Violation> violations) {
    this(violations, null);
  }

  /**
   * Of a page or the API.
   *
   * @param page the path of the page that was asked for; null in the API
   */
  BadParametersException(List<Violation> violations, @Nullable String page) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
    this.page = page;
  }

  List<Violation> violations() {
    return violations;
  }

  @Nullable String page() {
    return page;
  }
}

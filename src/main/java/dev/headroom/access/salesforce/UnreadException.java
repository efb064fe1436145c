package dev.headroom.access.salesforce;

/** A read that returned nothing, or nothing usable. */
final class UnreadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The cause. */
  enum Kind {
    /** The monitoring user may not see it. */
    HIDDEN,
    /** A grouped query has more rows than it may. */
    TOO_MANY_GROUPS,
    /** The rest of the rows can no longer be read. */
    LOST_LOCATOR,
    /** Temporary: a server error, no answer, an invalid answer. */
    TRANSIENT,
    /** Nothing more can be read in this look. */
    OVER,
    /** Refused for another reason. */
    REFUSED
  }

  private final Kind kind;
  private final String code;

  UnreadException(Kind kind, String code, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
  }

  Kind kind() {
    return kind;
  }

  /** Returns Salesforce's error code; empty if it gave none. */
  String code() {
    return code;
  }

  /** Returns what came back, for a person; contains no secret. */
  String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.headroom.access.salesforce;

/** A read that gave nothing, or nothing that can be used. */
final class UnreadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stands behind it. */
  enum Kind {
    /** The monitoring user may not see it. */
    HIDDEN,
    /** A grouped query has more rows than it may. */
    TOO_MANY_GROUPS,
    /** The rest of the rows is not to be had any more. */
    LOST_LOCATOR,
    /** May pass by itself: a fault of the server, no answer, an answer that is none. */
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

  /** Salesforce's error code; empty when it gave none. */
  String code() {
    return code;
  }

  /** What came back, for a person; holds no secret. */
  String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.headroom.auth;

/** The org granted no token. */
public final class LoginFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stands behind the refusal; tells who must act. */
  public enum Kind {
    /** The org refused the credentials or the app: someone must change the set-up. */
    REFUSED,
    /** Too many logins: wait. */
    RATE_LIMITED,
    /** No connection, or none that lasted until an answer: may pass by itself. */
    UNREACHABLE,
    /** No complete answer in time: may pass by itself. */
    TIMEOUT,
    /** A server fault or a maintenance page: may pass by itself. */
    SERVER,
    /** The answer was not one that Salesforce gives. */
    MALFORMED,
    /** Our own secret or key could not be read. */
    SECRET
  }

  private final Kind kind;
  private final String remedy;

  public LoginFailedException(Kind kind, String message, String remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }

  public LoginFailedException(Kind kind, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remedy = remedy;
  }

  public Kind kind() {
    return kind;
  }

  /** What a person can do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}

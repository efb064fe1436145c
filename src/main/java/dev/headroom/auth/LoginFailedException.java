package dev.headroom.auth;

import dev.headroom.org.OrgId;

/** The org granted no token. */
public final class LoginFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The cause of the refusal; determines who must act. */
  public enum Kind {
    /** The org refused the credentials or the app: someone must change the set-up. */
    REFUSED,
    /** Too many logins: wait. */
    RATE_LIMITED,
    /** There was no connection, or it ended before an answer: may pass by itself. */
    UNREACHABLE,
    /** No complete answer in time: may pass by itself. */
    TIMEOUT,
    /** A server fault or a maintenance page: may pass by itself. */
    SERVER,
    /** The answer was not one that Salesforce gives. */
    MALFORMED,
    /** Our own secret or key could not be read. */
    SECRET,
    /** No login was tried: the {@link LoginBudget} is used up for now. */
    NOT_DUE
  }

  /** Precedes, in a {@link Kind#NOT_DUE} message, the reason why earlier logins were needed. */
  private static final String LAST_FAILURE = ". Last failure: ";

  private final Kind kind;
  private final String remedy;
  private final boolean sent;

  public LoginFailedException(Kind kind, String message, String remedy) {
    this(kind, message, remedy, kind != Kind.SECRET && kind != Kind.NOT_DUE);
  }

  /**
   * A login that failed.
   *
   * @param sent whether any part of it may have reached the org
   */
  public LoginFailedException(Kind kind, String message, String remedy, boolean sent) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
    this.sent = sent;
  }

  public LoginFailedException(Kind kind, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remedy = remedy;
    this.sent = kind != Kind.SECRET && kind != Kind.NOT_DUE;
  }

  /** No login of {@code org} was tried, because {@code logins} has none left. */
  public static LoginFailedException notDue(OrgId org, LoginBudget logins) {
    String message = "login of " + org + " was not tried: " + due(logins);
    return logins
        .lastFailure()
        .map(
            last ->
                new LoginFailedException(
                    Kind.NOT_DUE, message + LAST_FAILURE + root(last.detail()), last.remedy()))
        .orElseGet(
            () ->
                new LoginFailedException(
                    Kind.NOT_DUE,
                    message,
                    "See the instance's state at https://status.salesforce.com."));
  }

  /** Returns when the next login is due, and why not before: a sentence without its full stop. */
  public static String due(LoginBudget logins) {
    return "the next one is due at "
        + logins.nextDue()
        + " (at most "
        + RecentLogins.MAX_PER_HOUR
        + " an hour while there is no reading)";
  }

  /** The reason quoted by a message of {@link #notDue}, so that such messages do not nest. */
  private static String root(String detail) {
    int last = detail.lastIndexOf(LAST_FAILURE);
    return last < 0 ? detail : detail.substring(last + LAST_FAILURE.length());
  }

  public Kind kind() {
    return kind;
  }

  /** Returns whether any part of the login may have reached the org. */
  public boolean wasSent() {
    return sent;
  }

  /** Returns what a person can do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}

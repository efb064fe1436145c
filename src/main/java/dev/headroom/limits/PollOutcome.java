package dev.headroom.limits;

import org.jspecify.annotations.Nullable;

/** What came of asking an org for its limits. Every outcome is a value: none is thrown. */
public sealed interface PollOutcome {
  /** Salesforce's id of the org that answered; null when none did, or it is not known. */
  default @Nullable String orgId() {
    return null;
  }

  /**
   * The org answered with its limits.
   *
   * @param orgId Salesforce's id of it, of 15 or 18 characters; null when it is not known
   */
  record Read(Snapshot snapshot, @Nullable String orgId) implements PollOutcome {
    /** Limits of an org of which it is not known which one it is. */
    public Read(Snapshot snapshot) {
      this(snapshot, null);
    }
  }

  /**
   * The org refused the call because its daily API requests are used up (403
   * REQUEST_LIMIT_EXCEEDED, TotalRequests): a reading of 100 % or more of that one limit.
   *
   * @param told the numbers, when the refusal carried them ({@code Sforce-Limit-Info})
   * @param orgId Salesforce's id of it, of 15 or 18 characters; null when it is not known
   */
  record Exhausted(@Nullable Reading told, @Nullable String orgId) implements PollOutcome {
    /** The refusal of an org of which it is not known which one it is. */
    public Exhausted(@Nullable Reading told) {
      this(told, null);
    }
  }

  /**
   * No reading was had: the org's limits are unknown.
   *
   * @param detail what was tried and what came back, for a person; holds no secret
   * @param remedy what to do about it
   * @param told the org's use of DailyApiRequests, when the answer carried it all the same ({@code
   *     Sforce-Limit-Info}); null when it did not
   */
  record Failed(FailureKind kind, String detail, String remedy, @Nullable Reading told)
      implements PollOutcome {
    /** No reading, and nothing that is known all the same. */
    public Failed(FailureKind kind, String detail, String remedy) {
      this(kind, detail, remedy, null);
    }

    /** The same with what the answer told all the same. */
    public Failed telling(@Nullable Reading reading) {
      return new Failed(kind, detail, remedy, reading);
    }
  }

  /** Why there is no reading. */
  enum FailureKind {
    /** The login was refused, or our secret could not be read. */
    AUTH,
    /** Logged in, but not allowed to read limits. */
    FORBIDDEN,
    /** Too many slow requests or logins at once; the daily allocation is not used up. */
    RATE_LIMITED,
    /** The org answered with a server fault or a maintenance page. */
    SERVER,
    /** No connection, or one that ended before anything of an answer came. */
    UNREACHABLE,
    /** The answer was not complete in time. */
    TIMEOUT,
    /** The answer was not one that Salesforce gives: no JSON, cut off, impossible numbers. */
    MALFORMED,
    /** The answer was larger than any real one. */
    TOO_LARGE
  }
}

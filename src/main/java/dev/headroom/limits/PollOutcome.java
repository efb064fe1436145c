package dev.headroom.limits;

import org.jspecify.annotations.Nullable;

/** The outcome of reading an org's limits. Every outcome is a value: none is thrown. */
public sealed interface PollOutcome {
  /** Returns Salesforce's id of the org that answered; null if none did, or if it is unknown. */
  default @Nullable String orgId() {
    return null;
  }

  /**
   * The org answered with its limits.
   *
   * @param orgId Salesforce's id of the org, 15 or 18 characters; null if unknown
   */
  record Read(Snapshot snapshot, @Nullable String orgId) implements PollOutcome {
    /** Limits of an org whose id is unknown. */
    public Read(Snapshot snapshot) {
      this(snapshot, null);
    }
  }

  /**
   * The org refused the call because its daily API requests are used up (403
   * REQUEST_LIMIT_EXCEEDED, TotalRequests): a reading of 100 % or more of that one limit.
   *
   * @param told the numbers, if the refusal carried them ({@code Sforce-Limit-Info})
   * @param orgId Salesforce's id of the org, 15 or 18 characters; null if unknown
   */
  record Exhausted(@Nullable Reading told, @Nullable String orgId) implements PollOutcome {
    /** A refusal by an org whose id is unknown. */
    public Exhausted(@Nullable Reading told) {
      this(told, null);
    }
  }

  /**
   * There is no reading: the org's limits are unknown.
   *
   * @param detail what was tried and what came back, for a person; contains no secret
   * @param remedy what to do about it
   * @param told the org's use of DailyApiRequests, if the answer carried it ({@code
   *     Sforce-Limit-Info}); otherwise null
   */
  record Failed(FailureKind kind, String detail, String remedy, @Nullable Reading told)
      implements PollOutcome {
    /** No reading, and no numbers from a header. */
    public Failed(FailureKind kind, String detail, String remedy) {
      this(kind, detail, remedy, null);
    }

    /** Returns the same failure with the numbers that the answer carried. */
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
    /** There was no connection, or it ended before any part of an answer arrived. */
    UNREACHABLE,
    /** The answer was not complete in time. */
    TIMEOUT,
    /**
     * The answer was not one that Salesforce gives: not JSON, cut off, or with impossible numbers.
     */
    MALFORMED,
    /** The answer was larger than any real one. */
    TOO_LARGE
  }
}

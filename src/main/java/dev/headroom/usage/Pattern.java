package dev.headroom.usage;

import java.util.Arrays;
import java.util.Optional;

/**
 * The wasteful patterns. The cost is the number of counted requests; how many each finding says
 * were needed is a judgement, explained at the detector of the pattern.
 */
public enum Pattern {
  /** Records written or read one by one, each request waiting for the previous one. */
  SINGLE_RECORD_LOOP(
      "single-record-loop",
      "Collect the records and send 200 a request with sObject Collections, or from 2,000 records on"
          + " one Bulk API 2.0 job.",
      "A collection can succeed in part, so look at each record's result; Bulk jobs have daily limits"
          + " of their own and run when the org has time."),
  /** The same describe again and again. */
  DESCRIBE_POLLING(
      "describe-polling",
      "Keep the describe result for an hour, or ask with If-Modified-Since.",
      "A new field is then seen an hour late; drop what is kept when a request fails on an unknown"
          + " field."),
  /** Asking on a timer what has changed. */
  CHANGE_POLLING(
      "change-polling",
      "Subscribe to Change Data Capture or a platform event, and catch up with one query an hour.",
      "Events are kept for three days and their delivery has an allocation of its own, counted for"
          + " each subscriber."),
  /** One query for each of many records. */
  QUERY_FLOOD(
      "query-flood",
      "Ask once for all records, with a relationship query or an IN list of ids.",
      "A query is at most 100,000 characters long, and 16,384 bytes in a URI: ask 200 ids at a time."),
  /** Further pages of a query, each of few rows. */
  SMALL_PAGES(
      "small-pages",
      "Ask for pages of 2,000 rows (Sforce-Query-Options: batchSize=2000), or run the extract as a"
          + " Bulk API 2.0 query.",
      "The server makes pages smaller where rows are wide; Bulk query jobs have daily limits of their"
          + " own."),
  /** A new session for every piece of work. */
  LOGIN_STORM(
      "login-storm",
      "Keep the session or token and log in again only when a request is answered 401.",
      "SOAP login() is retired in Summer '27: move to OAuth on the way, and share one token among"
          + " threads."),
  /** A failing request, repeated without growing pauses. */
  RETRY_STORM(
      "retry-storm",
      "Double the pause after every failure, up to five minutes, and stop after a few.",
      "Failed requests count too; put what was refused aside, for a person to look at."),
  /** Asking for the state of a job in a tight loop. */
  BULK_STATUS_POLLING(
      "bulk-status-polling",
      "Ask for the state of a job with growing pauses, in the end once a minute.",
      "A short job is then seen done up to a minute late."),
  /** The same few requests, always together. */
  COMPOSITE_CANDIDATE(
      "composite-candidate",
      "Send the steps as one composite request, each step with references to the ones before.",
      "At most 25 steps of which five may be queries, and with allOrNone a failed step undoes the"
          + " others."),
  /** A version of the API that is retired, or will be. */
  OLD_API_VERSION(
      "old-api-version",
      "Move the program to a current version of the API.",
      "Versions up to 30.0 were retired in Summer '25, 31.0 to 40.0 go in Summer '28: test what has"
          + " changed in between."),
  /** Two integrations that pull the same data at the same times. */
  DUPLICATE_FEED(
      "duplicate-feed",
      "Let one of the two pull, and hand on to the other what it got.",
      "The other then depends on the first: agree on who watches it, and on how late data may be."),
  /** Asking for the limits more often than they change. */
  LIMITS_POLLING(
      "limits-polling",
      "Ask for /limits every five minutes.",
      "The figures are up to five minutes old anyway, and every request of an integration has its"
          + " usage in the header Sforce-Limit-Info.");

  private final String word;
  private final String instead;
  private final String mind;

  Pattern(String word, String instead, String mind) {
    this.word = word;
    this.instead = instead;
    this.mind = mind;
  }

  /** Returns the pattern for an external {@code word}. */
  public static Optional<Pattern> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
  }

  /** Returns its external word. */
  public String word() {
    return word;
  }

  /** Returns a sentence that says what to use instead. */
  public String instead() {
    return instead;
  }

  /** Returns a sentence that says what to watch out for. */
  public String mind() {
    return mind;
  }
}

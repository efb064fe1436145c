package dev.headroom.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A row of Salesforce's {@code EventLogFile}.
 *
 * @param id its id; a file that is issued again has another
 * @param eventType such as {@code ApiTotalUsage}
 * @param logDate UTC day that it is of
 * @param interval daily or hourly
 * @param sequence 0 of daily files, from 1 on of hourly ones
 * @param length length in bytes as announced, which may be wrong
 * @param created when it was made
 */
public record EventLogFile(
    String id,
    String eventType,
    LocalDate logDate,
    Interval interval,
    int sequence,
    long length,
    Instant created) {
  /** Event type of the files that have every call, also without Event Monitoring. */
  public static final String API_TOTAL_USAGE = "ApiTotalUsage";

  /** Event types whose files add details to calls, where Event Monitoring is licensed. */
  public static final Set<String> DETAILS = Set.of("RestApi", "API", "BulkApi2");

  /** How much of a day a file has. */
  public enum Interval {
    /** A whole day. */
    DAILY,
    /** An hour, or what came late of it. */
    HOURLY
  }

  /** Whether the file has calls. */
  public boolean hasCalls() {
    return eventType.equals(API_TOTAL_USAGE);
  }

  /**
   * Whether the file adds details to calls that another file has: the rows they processed and the
   * texts of queries.
   */
  public boolean hasDetails() {
    return DETAILS.contains(eventType);
  }
}

package dev.headroom.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A row of Salesforce's {@code EventLogFile}.
 *
 * @param id its id; a reissued file has another
 * @param eventType such as {@code ApiTotalUsage}
 * @param logDate its UTC day
 * @param interval daily or hourly
 * @param sequence 0 for daily files, from 1 on for hourly ones
 * @param length announced length in bytes, which may be wrong
 * @param created when it was created
 */
public record EventLogFile(
    String id,
    String eventType,
    LocalDate logDate,
    Interval interval,
    int sequence,
    long length,
    Instant created) {
  /** Event type of the files that contain every call, even without Event Monitoring. */
  public static final String API_TOTAL_USAGE = "ApiTotalUsage";

  /** Event types whose files add details to calls, if Event Monitoring is licensed. */
  public static final Set<String> DETAILS = Set.of("RestApi", "API", "BulkApi2");

  /** How much of a day a file covers. */
  public enum Interval {
    /** A whole day. */
    DAILY,
    /** An hour, or late rows of it. */
    HOURLY
  }

  /** Returns whether the file contains calls. */
  public boolean hasCalls() {
    return eventType.equals(API_TOTAL_USAGE);
  }

  /**
   * Returns whether the file adds details to calls in another file: the rows they processed and the
   * texts of queries.
   */
  public boolean hasDetails() {
    return DETAILS.contains(eventType);
  }
}

package dev.headroom.org;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Salesforce org as the manifest describes it.
 *
 * @param tenant id of its {@link Tenant}
 * @param loginUrl its My Domain (or login, test) address, without a path
 * @param interval between two readings; whole minutes, at least {@link #SHORTEST_INTERVAL}. Slots
 *     are multiples of it
 * @param quietInterval between two readings while the org is quiet: a multiple of {@code interval};
 *     the same if its interval is fixed
 * @param apiVersion such as {@code 67.0}; null takes the newest that the org offers
 * @param timeZone whose local time its usual week follows; null follows GMT
 * @param tags free labels that policies and routes match on
 */
public record Org(
    OrgId id,
    String tenant,
    URI loginUrl,
    Credentials credentials,
    Duration interval,
    Duration quietInterval,
    @Nullable String apiVersion,
    @Nullable ZoneId timeZone,
    Map<String, String> tags) {

  /**
   * Salesforce states that {@code /limits} is accurate to within five minutes, so reading faster
   * gains nothing (REST API Developer Guide, Limits).
   */
  public static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(5);

  /** The time between two readings of a quiet org whose interval is adaptive. */
  public static final Duration QUIET_INTERVAL = Duration.ofMinutes(15);

  public Org {
    tags = Map.copyOf(tags);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.toSecondsPart() != 0) {
      throw new IllegalArgumentException(
          "interval of " + id + " is " + interval + ", not whole minutes of at least PT5M");
    }
    if (quietInterval.compareTo(interval) < 0
        || quietInterval.toSeconds() % interval.toSeconds() != 0) {
      throw new IllegalArgumentException(
          "quiet interval of " + id + " is " + quietInterval + ", not a multiple of " + interval);
    }
  }

  /** Creates an org that is read at a fixed interval. */
  public Org(
      OrgId id,
      String tenant,
      URI loginUrl,
      Credentials credentials,
      Duration interval,
      @Nullable String apiVersion,
      @Nullable ZoneId timeZone,
      Map<String, String> tags) {
    this(id, tenant, loginUrl, credentials, interval, interval, apiVersion, timeZone, tags);
  }

  /** Creates an org that is read at a fixed interval and whose usual week follows GMT. */
  public Org(
      OrgId id,
      String tenant,
      URI loginUrl,
      Credentials credentials,
      Duration interval,
      @Nullable String apiVersion,
      Map<String, String> tags) {
    this(id, tenant, loginUrl, credentials, interval, apiVersion, null, tags);
  }

  /** Returns the same org, read at the shortest interval and less often while it is quiet. */
  public Org adaptive() {
    return new Org(
        id,
        tenant,
        loginUrl,
        credentials,
        SHORTEST_INTERVAL,
        QUIET_INTERVAL,
        apiVersion,
        timeZone,
        tags);
  }

  /** Returns whether the org is read less often while it is quiet. */
  public boolean isAdaptive() {
    return !quietInterval.equals(interval);
  }

  /** Returns the zone whose local time its usual week follows. */
  public ZoneId zone() {
    return timeZone == null ? ZoneOffset.UTC : timeZone;
  }

  /** Returns the slot of {@code time}: {@code time} rounded down to the interval. */
  public Instant slotAt(Instant time) {
    long step = interval.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step) * step);
  }
}

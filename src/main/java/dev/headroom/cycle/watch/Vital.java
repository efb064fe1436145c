package dev.headroom.cycle.watch;

/**
 * A metric of Headroom's own health. Each exists once per deployment, never per org; the templates'
 * alarms refer to them by name.
 */
public enum Vital {
  /** Orgs that gave a reading. */
  ORGS_POLLED("OrgsPolled", false),
  /** Orgs that were called and gave none. */
  ORGS_UNREAD("OrgsUnread", false),
  /** The age of the fleet's newest reading. */
  NEWEST_SAMPLE_AGE("NewestSampleAge", true),
  /** How long the oldest transition has waited to be handed over; 0 if none waits. */
  OUTBOX_OLDEST_AGE("OutboxOldestAge", true),
  /** Heartbeat calls that were not answered with success. */
  HEARTBEATS_FAILED("HeartbeatsFailed", false);

  private final String metric;
  private final boolean isSeconds;

  Vital(String metric, boolean isSeconds) {
    this.metric = metric;
    this.isSeconds = isSeconds;
  }

  /** Returns its name in the namespace {@code Headroom}. */
  public String metric() {
    return metric;
  }

  /** Returns whether it is a duration in seconds; otherwise it is a count. */
  public boolean isSeconds() {
    return isSeconds;
  }
}

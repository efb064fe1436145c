package dev.headroom.cycle.watch;

/**
 * A figure of Headroom's own health. Each is one metric a deployment, never one an org; the alarms
 * of the templates look at them by name.
 */
public enum Vital {
  /** Orgs that gave a reading. */
  ORGS_POLLED("OrgsPolled", false),
  /** Orgs that were asked and gave none. */
  ORGS_UNREAD("OrgsUnread", false),
  /** How long ago the fleet's newest reading was had. */
  NEWEST_SAMPLE_AGE("NewestSampleAge", true),
  /** How long the oldest transition waits to be handed over; 0 when none does. */
  OUTBOX_OLDEST_AGE("OutboxOldestAge", true),
  /** Calls of the heartbeat that were not answered with success. */
  HEARTBEATS_FAILED("HeartbeatsFailed", false);

  private final String metric;
  private final boolean isSeconds;

  Vital(String metric, boolean isSeconds) {
    this.metric = metric;
    this.isSeconds = isSeconds;
  }

  /** Its name in the namespace {@code Headroom}. */
  public String metric() {
    return metric;
  }

  /** Whether it is a length of time in seconds; else a count. */
  public boolean isSeconds() {
    return isSeconds;
  }
}

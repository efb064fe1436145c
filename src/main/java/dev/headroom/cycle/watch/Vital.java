package dev.headroom.cycle.watch;

import java.util.Locale;

/**
 * A metric of Headroom's own health: the one definition behind the functions' log lines, CloudWatch
 * and {@code /q/metrics}. Each exists once per deployment, never per org; the templates' alarms
 * refer to them by name.
 */
public enum Vital {
  /** Orgs whose slot was dispatched. */
  ORGS_DUE(
      "OrgsDue",
      Form.COUNT,
      "",
      false,
      "orgs whose slot was dispatched, also of quiet ones that leave it out"),
  /** Orgs that gave a reading. */
  ORGS_POLLED("OrgsPolled", Form.COUNT, "", true, "orgs that gave a reading"),
  /** Orgs that were called and gave none. */
  ORGS_UNREAD("OrgsUnread", Form.COUNT, "kind", true, "orgs that were called and gave no reading"),
  /** How long a call of the function poll took. */
  POLL_LATENCY(
      "PollLatency",
      Form.SECONDS,
      "",
      false,
      "how long the last call of poll took, to its last commit"),
  /** Counted calls that polls made. */
  CALLS_SPENT(
      "CallsSpent", Form.COUNT, "", false, "calls of the orgs' allocations that polls made"),
  /** The age of the fleet's newest reading. */
  NEWEST_SAMPLE_AGE("NewestSampleAge", Form.SECONDS, "", true, "age of the fleet's newest reading"),
  /** The greatest age of an org's newest reading. */
  OLDEST_SAMPLE_AGE(
      "OldestSampleAge",
      Form.SECONDS,
      "",
      false,
      "greatest age of an org's newest reading, of the orgs whose minute it is"),
  /** How long the oldest transition has waited to be handed over; 0 if none waits. */
  OUTBOX_OLDEST_AGE(
      "OutboxOldestAge",
      Form.SECONDS,
      "",
      true,
      "backlog: how long the oldest transition has waited to be handed over; 0 if none waits"),
  /** Deliveries that were attempted, by what came of them. */
  DELIVERIES("Deliveries", Form.COUNT, "outcome", false, "deliveries that were attempted"),
  /** Heartbeat calls that were not answered with success. */
  HEARTBEATS_FAILED(
      "HeartbeatsFailed",
      Form.COUNT,
      "",
      true,
      "heartbeat calls that were not answered with success");

  private enum Form {
    COUNT,
    SECONDS
  }

  private final String metric;
  private final Form form;
  private final String part;
  private final boolean isCharged;
  private final String help;

  Vital(String metric, Form form, String part, boolean isCharged, String help) {
    this.metric = metric;
    this.form = form;
    this.part = part;
    this.isCharged = isCharged;
    this.help = help;
  }

  /** Returns its name in the namespace {@code Headroom}, and in log lines. */
  public String metric() {
    return metric;
  }

  /** Returns whether it is a duration in seconds; otherwise it is a count. */
  public boolean isSeconds() {
    return form == Form.SECONDS;
  }

  /**
   * Returns whether CloudWatch makes a metric of it, which is charged by the month. The others are
   * members of the same log lines.
   */
  public boolean isCharged() {
    return isCharged;
  }

  /** Returns what its parts differ in, such as {@code kind}; empty if it has no parts. */
  public String part() {
    return part;
  }

  /** Returns what it is, without a full stop. */
  public String help() {
    return help;
  }

  /**
   * Returns its name in Prometheus: {@code headroom_orgs_due_total}, {@code
   * headroom_newest_sample_age_seconds} (Prometheus, Metric and label naming).
   */
  public String prometheus() {
    return "headroom_" + name().toLowerCase(Locale.ROOT) + (isSeconds() ? "_seconds" : "_total");
  }
}

package dev.headroom.dynamodb;

import dev.headroom.org.OrgId;
import java.util.regex.Pattern;

/**
 * The names of Headroom's two tables and of everything in their keys; no other class spells one
 * out. Every later release reads what a release has written there, so none of it changes.
 *
 * <p>Samples: one item per sample, removed by its time to live, no stream. State: everything that
 * is decided or notified, with a stream of new and old images and two sparse indexes. {@link
 * TableCreator} creates their schemas.
 *
 * @param samples name of the samples table, 3 to 255 characters of {@code [A-Za-z0-9_.-]}
 * @param state name of the state table, likewise
 */
public record Tables(String samples, String state) {
  // "Naming rules" of the Amazon DynamoDB Developer Guide.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /** The default names. */
  public static final Tables DEFAULT =
      new Tables(TablesConfig.DEFAULT_SAMPLES, TablesConfig.DEFAULT_STATE);

  /** Returns the names from {@code config}. */
  public static Tables of(TablesConfig config) {
    return new Tables(config.samples(), config.state());
  }

  /** Partition key of both tables, text. */
  public static final String PK = "pk";

  /** Sort key: a number (slot, epoch seconds) in Samples, text in State. */
  public static final String SK = "sk";

  /** Time to live in both tables: epoch seconds after which an item counts as expired. */
  public static final String TTL = "ttl";

  /** Index of State for looking at the whole fleet; projects whole items. */
  public static final String FLEET_INDEX = "fleet";

  /** Partition key of {@link #FLEET_INDEX}, text; items without it are not in the index. */
  public static final String FLEET_PK = "fleetPk";

  /** Sort key of {@link #FLEET_INDEX}, text. */
  public static final String FLEET_SK = "fleetSk";

  /** Index of State of what is still to be handed over; projects keys only. */
  public static final String PENDING_INDEX = "pending";

  /** Partition key of {@link #PENDING_INDEX}, text; items without it are not in the index. */
  public static final String PENDING_PK = "pendingPk";

  /** Sort key of {@link #PENDING_INDEX}, text. */
  public static final String PENDING_SK = "pendingSk";

  /** Condition of a query: everything in the partition {@code :pk}. */
  public static final String IN_PARTITION = PK + " = :pk";

  /** The same for {@link #FLEET_INDEX}. */
  public static final String IN_FLEET_PARTITION = FLEET_PK + " = :pk";

  /** The same for {@link #PENDING_INDEX}. */
  public static final String IN_PENDING_PARTITION = PENDING_PK + " = :pk";

  /** Condition of a write: no item has its key. */
  public static final String IS_NEW = "attribute_not_exists(" + PK + ")";

  /** Condition of a write: an item has its key. */
  public static final String IS_THERE = "attribute_exists(" + PK + ")";

  /** Partition of State for what exists once: settings, names, versions. */
  public static final String META = "META";

  /** In {@link #META}: the version of the fleet. */
  public static final String FLEET_VERSION = "FLEET";

  /** In {@link #META}, followed by an id. */
  public static final String TENANT_PREFIX = "TENANT#";

  /** In {@link #META}, followed by an id. */
  public static final String TARGET_PREFIX = "TARGET#";

  /** In {@link #META}: the lists of a manifest. */
  public static final String POLICIES = "POLICIES";

  public static final String ROUTES = "ROUTES";
  public static final String PORTS = "PORTS";
  public static final String INTEGRATION_RULES = "RULES";
  public static final String SPEND_CAPS = "SPEND";

  /** In {@link #META}: the manifest's {@code advice}. */
  public static final String ADVICE = "ADVICE";

  /** In {@link #META}: the exporters. */
  public static final String EXPORTERS = "EXPORTERS";

  /** In {@link #META}: the manifest's rules about notifying, such as reminders. */
  public static final String TELLING = "TELLING";

  /** In {@link #META}: the manifest's overrides. */
  public static final String OVERRIDES = "OVERRIDES";

  /** In {@link #META}: the overrides that operators ordered. */
  public static final String ORDERED_OVERRIDES = "OVERRIDES_ORDERED";

  /** The entries of the manifest's {@code access}. */
  public static final String ACCESS = "ACCESS";

  /** Partition of State for who did what, by time. */
  public static final String AUDIT = "AUDIT";

  /** Sort key of an org's configuration in its shard, followed by its id. */
  public static final String ORG_PREFIX = "ORG#";

  /** In an org's partition: what is known about it, the only commit point. */
  public static final String STATE = "STATE";

  /** Attribute of rows committed under a condition: how often that happened. */
  public static final String VERSION = "ver";

  /** In an org's partition: an episode, followed by the hash of its key and when it opened. */
  public static final String ALERT_PREFIX = "ALERT#";

  /** In {@link #FLEET_INDEX}: the open episodes, and those that have ended. */
  public static final String OPEN_ALERTS = "ALERT#open";

  public static final String RESOLVED_ALERTS = "ALERT#resolved";

  /**
   * In {@link #FLEET_INDEX}: the summary of each org for the fleet view; also its sort key in the
   * org's partition.
   */
  public static final String GLANCES = "ORGS";

  public static final String GLANCE = "GLANCE";

  /** In {@link #META}: which orgs have hourly event log files. */
  public static final String HOURLY_FILES = "HOURLY";

  /** In an org's partition: which event log files were read, and the stable ids of integrations. */
  public static final String USAGE_FILES = "ELF";

  public static final String INTEGRATIONS = "INTEGRATIONS";

  /**
   * In an org's partition: the usage of a day and its groups, each followed by {@code yyyyMMdd}.
   */
  public static final String USAGE_PREFIX = "USE#";

  /** In an org's partition: what was found wasteful, since when, and whether it is gone. */
  public static final String FINDINGS = "FINDINGS";

  public static final String USAGE_GROUPS_PREFIX = "USG#";

  /**
   * In an org's partition, each followed by {@code yyyyMMdd}: the access posture of a day, its
   * further parts where it is large, the names of its users, and what changed.
   */
  public static final String POSTURE_PREFIX = "ACC#";

  public static final String POSTURE_PARTS_PREFIX = "ACCPART#";
  public static final String POSTURE_NAMES_PREFIX = "ACCNAMES#";
  public static final String ACCESS_DAY_PREFIX = "ACCDRIFT#";

  /** In an org's partition: what the next audit has to know. */
  public static final String AUDIT_MEMORY = "ACCTOLD";

  /** In an org's partition: an operator's note, followed by its id, which begins with its time. */
  public static final String NOTE_PREFIX = "NOTE#";

  /** In an org's partition: the forecasts, and the part of them that changes once a day. */
  public static final String FORECAST = "FORECAST";

  public static final String FORECAST_WEEK = "FORECAST#WEEK";

  /** Partition of an org's outbox, followed by its id; the stream's filter uses it. */
  public static final String OUTBOX_PREFIX = "OUT#";

  /**
   * Partition of the deliveries of an outbox entry, followed by its id; the sort key is a target.
   */
  public static final String DELIVERY_PREFIX = "DLV#";

  /**
   * In {@link #PENDING_INDEX}: entries that have not been handed over, and deliveries that are not
   * finished.
   */
  public static final String PENDING_OUTBOX = "OUTBOX";

  public static final String PENDING_DELIVERIES = "DELIVERY";

  /** In {@link #FLEET_INDEX}: the deliveries held up by a target's trouble. */
  public static final String TROUBLED_DELIVERIES = "TROUBLE";

  /** Partition of the targets' troubles and last successes; the sort key is a target. */
  public static final String TARGET_TROUBLES = "HEALTH";

  public static final String TARGET_SUCCESSES = "SUCCESS";

  /** Partition of the targets' rate lanes; the sort key is a target. */
  public static final String LANES = "LANE";

  /**
   * Partition of the pages that were written as files; the sort key is the org, the tenant or the
   * fleet that they are about.
   */
  public static final String WRITTEN_PAGES = "PAGES";

  /** Partition of the mutes that operators ordered; the sort key is a mute's id. */
  public static final String MUTES = "MUTES";

  /**
   * Partition of the alerts that wait for the end of a mute; the sort key is an org and the hash of
   * a key.
   */
  public static final String WITHHELD = "WITHHELD";

  /** Partition of an org's access token, followed by its id; permissions use it. */
  public static final String TOKEN_PREFIX = "TOKEN#";

  /** Its sort key. */
  public static final String TOKEN = "TOKEN";

  /** Partition and sort key of the newest reading seen by the watch. */
  public static final String WATCH = "WATCH";

  public static final String WATCHED_READING = "READING";

  public Tables {
    check("headroom.tables.samples", samples);
    check("headroom.tables.state", state);
    if (samples.equals(state)) {
      throw new IllegalArgumentException(
          "headroom.tables.samples and headroom.tables.state are both '"
              + samples
              + "': name two tables");
    }
  }

  /** Returns the partition of State for one org. */
  public static String ofOrg(OrgId org) {
    return ORG_PREFIX + org;
  }

  /** Returns the partition of State for the configuration of a part of the fleet. */
  public static String ofShard(int shard) {
    return "SHARD#" + shard;
  }

  /** Returns the partition of State for an org's outbox. */
  public static String ofOutbox(OrgId org) {
    return OUTBOX_PREFIX + org;
  }

  /**
   * Returns the partition of Samples for one org and day.
   *
   * @param day {@code yyyyMMdd}
   */
  public static String ofSamples(OrgId org, String day) {
    return "T#" + org + "#" + day;
  }

  /**
   * Returns the partition of Samples for an org's hours in a month.
   *
   * @param month {@code yyyyMM}
   */
  public static String ofHours(OrgId org, String month) {
    return "H#" + org + "#" + month;
  }

  /**
   * Returns the partition of Samples for an org's days in a year.
   *
   * @param year {@code yyyy}
   */
  public static String ofDays(OrgId org, String year) {
    return "D#" + org + "#" + year;
  }

  /**
   * Partition of Samples that holds the calls of a day for some days, in parts whose sort key is a
   * hash of what they hold.
   *
   * @param day {@code yyyyMMdd}
   */
  public static String ofCalls(OrgId org, String day) {
    return "C#" + org + "#" + day;
  }

  /** Returns the sort key of a page of names in {@link #META}. */
  public static String namesPage(int page) {
    return "NAMES#%06d".formatted(page);
  }

  private static void check(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          key + " is '" + name + "': use 3 to 255 of letters, digits, '_', '-' and '.'");
    }
  }
}

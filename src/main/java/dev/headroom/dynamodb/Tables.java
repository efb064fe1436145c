package dev.headroom.dynamodb;

import dev.headroom.org.OrgId;
import java.util.regex.Pattern;

/**
 * The names of Headroom's two tables and of all that is in their keys: no other class spells one.
 * What a release has written there is read by every later one, so none of it changes.
 *
 * <p>Samples: one item a sample, dropped by its time to live, no stream. State: everything that is
 * decided or told, with a stream of new and old images and two sparse indexes. Their shapes are
 * made by {@link TableCreator}.
 *
 * @param samples name of the samples table, 3 to 255 characters of {@code [A-Za-z0-9_.-]}
 * @param state name of the state table, likewise
 */
public record Tables(String samples, String state) {
  // "Naming rules" of the Amazon DynamoDB Developer Guide.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /** The names where nothing else is configured. */
  public static final Tables DEFAULT =
      new Tables(TablesConfig.DEFAULT_SAMPLES, TablesConfig.DEFAULT_STATE);

  /** The names that {@code config} has. */
  public static Tables of(TablesConfig config) {
    return new Tables(config.samples(), config.state());
  }

  /** Partition key of both tables, text. */
  public static final String PK = "pk";

  /** Sort key: a number (slot, epoch seconds) in Samples, text in State. */
  public static final String SK = "sk";

  /** Time to live of both tables: epoch seconds after which an item counts as gone. */
  public static final String TTL = "ttl";

  /** Index of State by what a fleet is looked at for; projects whole items. */
  public static final String FLEET_INDEX = "fleet";

  /** Partition key of {@link #FLEET_INDEX}, text; items without it are not in the index. */
  public static final String FLEET_PK = "fleetPk";

  /** Sort key of {@link #FLEET_INDEX}, text. */
  public static final String FLEET_SK = "fleetSk";

  /** Index of State by what is still to be handed over; projects keys only. */
  public static final String PENDING_INDEX = "pending";

  /** Partition key of {@link #PENDING_INDEX}, text; items without it are not in the index. */
  public static final String PENDING_PK = "pendingPk";

  /** Sort key of {@link #PENDING_INDEX}, text. */
  public static final String PENDING_SK = "pendingSk";

  /** A query's condition: all of the partition {@code :pk}. */
  public static final String IN_PARTITION = PK + " = :pk";

  /** The same of {@link #FLEET_INDEX}. */
  public static final String IN_FLEET_PARTITION = FLEET_PK + " = :pk";

  /** The same of {@link #PENDING_INDEX}. */
  public static final String IN_PENDING_PARTITION = PENDING_PK + " = :pk";

  /** A write's condition: no item has its key. */
  public static final String IS_NEW = "attribute_not_exists(" + PK + ")";

  /** A write's condition: an item has its key. */
  public static final String IS_THERE = "attribute_exists(" + PK + ")";

  /** Partition of State that holds what is one for all: settings, names, versions. */
  public static final String META = "META";

  /** In {@link #META}: the version of the fleet. */
  public static final String FLEET_VERSION = "FLEET";

  /** In {@link #META}, followed by an id. */
  public static final String TENANT_PREFIX = "TENANT#";

  /** In {@link #META}, followed by an id. */
  public static final String TARGET_PREFIX = "TARGET#";

  /** In {@link #META}: lists that a manifest holds. */
  public static final String POLICIES = "POLICIES";

  public static final String ROUTES = "ROUTES";
  public static final String PORTS = "PORTS";
  public static final String INTEGRATION_RULES = "RULES";
  public static final String SPEND_CAPS = "SPEND";

  /** The entries of the manifest's {@code access}. */
  public static final String ACCESS = "ACCESS";

  /** Partition of State: who did what, by time. */
  public static final String AUDIT = "AUDIT";

  /** Sort key of an org's configuration in its shard, followed by its id. */
  public static final String ORG_PREFIX = "ORG#";

  /** In an org's partition: what is known of it, the only point of commit. */
  public static final String STATE = "STATE";

  /** Attribute of what is committed under a condition: how often it was. */
  public static final String VERSION = "ver";

  /** In an org's partition: an episode, followed by the hash of its key and when it opened. */
  public static final String ALERT_PREFIX = "ALERT#";

  /** In {@link #FLEET_INDEX}: the open episodes, and those that are over. */
  public static final String OPEN_ALERTS = "ALERT#open";

  public static final String RESOLVED_ALERTS = "ALERT#resolved";

  /**
   * In {@link #FLEET_INDEX}: what a fleet is shown of each org; and its sort key in the org's own.
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

  public static final String USAGE_GROUPS_PREFIX = "USG#";

  /** In an org's partition: the forecasts, and what of them changes once a day. */
  public static final String FORECAST = "FORECAST";

  public static final String FORECAST_WEEK = "FORECAST#WEEK";

  /** Partition of an org's outbox, followed by its id; the stream's filter goes by it. */
  public static final String OUTBOX_PREFIX = "OUT#";

  /**
   * Partition of the deliveries of an outbox entry, followed by its id; the sort key is a target.
   */
  public static final String DELIVERY_PREFIX = "DLV#";

  /** In {@link #PENDING_INDEX}: entries that were not handed over, and deliveries not settled. */
  public static final String PENDING_OUTBOX = "OUTBOX";

  public static final String PENDING_DELIVERIES = "DELIVERY";

  /** In {@link #FLEET_INDEX}: the deliveries that a target's trouble holds up. */
  public static final String TROUBLED_DELIVERIES = "TROUBLE";

  /**
   * Partition of the troubles of targets, and of their last successes; the sort key is a target.
   */
  public static final String TARGET_TROUBLES = "HEALTH";

  public static final String TARGET_SUCCESSES = "SUCCESS";

  /** Partition of an org's access token, followed by its id; permissions go by it. */
  public static final String TOKEN_PREFIX = "TOKEN#";

  /** Its sort key. */
  public static final String TOKEN = "TOKEN";

  /** Partition and sort key of the newest reading that the watch has seen. */
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

  /** Partition of State that holds what belongs to one org. */
  public static String ofOrg(OrgId org) {
    return ORG_PREFIX + org;
  }

  /** Partition of State that holds the configuration of a part of the fleet. */
  public static String ofShard(int shard) {
    return "SHARD#" + shard;
  }

  /** Partition of State that holds an org's outbox. */
  public static String ofOutbox(OrgId org) {
    return OUTBOX_PREFIX + org;
  }

  /**
   * Partition of Samples that holds what was read of an org on a day.
   *
   * @param day {@code yyyyMMdd}
   */
  public static String ofSamples(OrgId org, String day) {
    return "T#" + org + "#" + day;
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

  /** Sort key of a page of names in {@link #META}. */
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

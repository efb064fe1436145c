package dev.headroom.dynamodb;

import dev.headroom.org.OrgId;
import java.util.regex.Pattern;

/**
 * The names of Headroom's two tables, and what every item of them has in common.
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
    return "ORG#" + org;
  }

  private static void check(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          key + " is '" + name + "': use 3 to 255 of letters, digits, '_', '-' and '.'");
    }
  }
}

package dev.headroom.local.dynamodb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that commits to a data folder for ever, telling every commit that was acknowledged.
 * Each commit of an org has one transition: odd versions open its alert, even ones resolve it.
 */
final class Committer {
  static final int ORGS = 5;
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  private Committer() {}

  public static void main(String[] arguments) {
    try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inFolder(Path.of(arguments[0]))) {
      TableCreator.createMissing(db.client(), Tables.DEFAULT);
      DynamoDbAlertStates states = states(db);
      for (int i = 0; ; i++) {
        OrgState next = next(states.read(org(i % ORGS)));
        Transition transition = transition(next);
        if (states.commit(next, List.of(transition)) != CommitResult.COMMITTED) {
          throw new IllegalStateException("nobody else commits here");
        }
        System.out.println("committed " + i % ORGS + " " + next.version());
        put(db, i);
        System.out.println("put " + i);
        System.out.flush();
      }
    }
  }

  /** A write of one item, as a sample is. */
  private static void put(EmbeddedDynamoDb db, int i) {
    db.client()
        .putItem(
            b ->
                b.tableName(Tables.DEFAULT.samples())
                    .item(
                        Item.builder()
                            .text(Tables.PK, "put")
                            .number(Tables.SK, (long) i)
                            .build()
                            .attributes()));
  }

  static DynamoDbAlertStates states(EmbeddedDynamoDb db) {
    return new DynamoDbAlertStates(
        db.client(),
        Tables.DEFAULT,
        new DynamoDbNameDictionary(db.client(), Tables.DEFAULT),
        new JsonMapper(),
        InstantSource.system());
  }

  static OrgId org(int i) {
    return new OrgId("org-" + i);
  }

  static AlertKey key(OrgId org) {
    return AlertKey.usage(org, LimitName.DAILY_API_REQUESTS);
  }

  /** The slot of a version. */
  static Instant slot(long version) {
    return START.plus(Duration.ofMinutes(5 * version));
  }

  /** The episode as it is after the commit of {@code version}. */
  static Episode episode(long version) {
    boolean isOpen = version % 2 == 1;
    return new Episode(
        slot(isOpen ? version : version - 1),
        Severity.ESCALATION,
        Reason.THRESHOLD,
        slot(version),
        isOpen ? null : slot(version));
  }

  private static OrgState next(OrgState state) {
    long version = state.version() + 1;
    Episode episode = episode(version);
    return new OrgState(
        state.org(),
        version,
        slot(version),
        slot(version),
        new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, new Known(reading(version), true))),
        episode.isOpen() ? Map.of(key(state.org()), episode) : Map.of(),
        null);
  }

  private static Transition transition(OrgState state) {
    long version = state.version();
    AlertKey key = key(state.org());
    Episode episode = episode(version);
    Evidence evidence = Evidence.Use.of(slot(version), reading(version));
    return episode.isOpen()
        ? new Transition.Opened(key, episode, evidence)
        : new Transition.Resolved(key, episode, evidence);
  }

  static Reading reading(long version) {
    return Reading.ofUsed(version, 1_000_000);
  }
}

package dev.headroom.alert.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.AlertStatesContract;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Glance;
import dev.headroom.alert.InMemoryAlertStates.Told;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.Pending;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Shown;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.ServiceUnits;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.history.RealLimits;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.UnstorableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbAlertStatesIT extends AlertStatesContract {
  private static final int LIMITS = 94;
  private static final OrgProfile PROFILE =
      new OrgProfile("00D5g000004aBcDEAU", "USA402S", "Partner Developer Edition", true);

  private final TestDynamoDb database = TestDynamoDb.create();
  private final MeteredDynamoDb metered = new MeteredDynamoDb(database.client());
  private Instant realTime = Instant.parse("2027-01-02T03:04:05.006Z");
  private final DynamoDbAlertStates states =
      new DynamoDbAlertStates(
          metered.client(),
          database.tables(),
          new InMemoryNameDictionary(),
          new JsonMapper(),
          () -> realTime);

  @Override
  protected AlertStates states() {
    return states;
  }

  @Override
  protected Episodes episodes() {
    return states;
  }

  @Override
  protected FleetIndex index() {
    return states;
  }

  @Override
  protected List<Told> outbox(OrgId org) {
    return OutboxRows.of(database, org);
  }

  @Test
  void aRowThatIsTooLargeForTheStoreIsAPermanentFault() {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    Map<AlertKey, Episode> open = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      LimitName limit = new LimitName("Limit" + i + "x".repeat(200));
      known.put(limit, new Known(Reading.ofUsed(100, 100), true));
      open.put(
          AlertKey.usage(ORG, limit),
          new Episode(SLOT, Severity.EXHAUSTED, Reason.THRESHOLD, SLOT, null));
    }
    OrgState large = new OrgState(ORG, 1, SLOT, SLOT, known, open, null);
    AlertKey key = open.keySet().iterator().next();
    Transition opened =
        new Transition.Opened(
            key, requireNonNull(open.get(key)), new Evidence.Use(SLOT, 100.0, null));

    assertThatThrownBy(() -> states.commit(large, List.of()))
        .isInstanceOf(UnstorableException.class)
        .hasMessage(
            "could not commit slot 2026-11-25T10:05:00Z of acme-prod: the row would be larger than"
                + " the 400 KB that the store takes");
    assertThatThrownBy(() -> states.commit(large, List.of(opened)))
        .isInstanceOf(UnstorableException.class)
        .hasMessageContaining("larger than the 400 KB");
  }

  @Test
  void aDamagedRowKeepsNoOtherFromBeingRead() {
    OrgId other = new OrgId("acme-uat");
    states.commit(state(ORG, 1, SLOT), List.of());
    states.commit(state(other, 1, SLOT), List.of());
    database
        .client()
        .updateItem(
            u ->
                u.tableName(database.tables().state())
                    .key(Item.key(Tables.ofOrg(ORG), Tables.STATE))
                    .updateExpression("SET #open = :damaged")
                    .expressionAttributeNames(Map.of("#open", "open"))
                    .expressionAttributeValues(Map.of(":damaged", AttributeValue.fromS("[{"))));

    assertThat(states.readAll(List.of(ORG, other)))
        .extracting(OrgState::org)
        .containsExactly(other);
    assertThatThrownBy(() -> states.read(ORG)).isInstanceOf(IllegalStateException.class);
  }

  /** Written by a newer version beside this one, which goes on committing to the same row. */
  @Test
  void anEpisodeOfARuleThatOnlyANewerVersionKnowsIsKeptAsItIsStored() {
    states.commit(state(ORG, 1, SLOT), List.of());
    String newer =
        "{\"l\":\"erp\",\"k\":\"integration\",\"r\":\"JUMP\",\"w\":\"JUMP\","
            + "\"s\":\"ATTENTION\",\"o\":1,\"u\":2,\"days\":[3,4]}";
    database
        .client()
        .updateItem(
            u ->
                u.tableName(database.tables().state())
                    .key(Item.key(Tables.ofOrg(ORG), Tables.STATE))
                    .updateExpression("SET #open = :open, later = :later")
                    .expressionAttributeNames(Map.of("#open", "open"))
                    .expressionAttributeValues(
                        Map.of(
                            ":open", AttributeValue.fromS("[" + newer + "]"),
                            ":later", AttributeValue.fromS("a member of a newer version"))));

    OrgState read = states.read(ORG);
    AlertKey key = new AlertKey(ORG, new Subject.Integration("erp"), new Rule("jump"));
    assertThat(read.open()).isEmpty();
    assertThat(read.unknown()).containsOnlyKeys(key);
    assertThat(read.holds(key, Instant.ofEpochSecond(1))).isTrue();
    states.commit(read.with(List.of(opened(key(ORG, "MassEmail"), SLOT)), SLOT), List.of());

    assertThat(states.read(ORG).unknown()).containsEntry(key, newer);
    assertThat(states.read(ORG).open()).hasSize(1);
  }

  @Test
  void anEntryIsPendingByTheRealTimeOfItsCommit() {
    realTime = Instant.parse("2027-01-02T03:04:05Z");
    states.commit(state(ORG, 1, SLOT), List.of(opened(key(ORG, "MassEmail"), SLOT)));
    Item row =
        database.allState().stream()
            .filter(item -> item.text("pk").startsWith("OUT#"))
            .findFirst()
            .orElseThrow();
    assertThat(row.text("pk")).isEqualTo("OUT#acme-prod");
    assertThat(row.text("sk")).isEqualTo("000000000001#000");
    assertThat(row.text("type")).isEqualTo("OUTBOX");
    assertThat(row.text("pendingPk")).isEqualTo("OUTBOX");
    assertThat(row.text("pendingSk")).isEqualTo("2027-01-02T03:04:05.000Z#acme-prod:1:0");
    assertThat(row.has("ttl")).isFalse();
    assertThat(row.has("previous")).isFalse();
  }

  @Test
  void aCommitOfALargeOrgWithoutATransitionCostsOneWriteUnit() {
    OrgState first = large(1);
    states.commit(first, List.of());
    metered.reset();
    OrgState next = large(2);
    assertThat(states.commit(next, List.of())).isEqualTo(CommitResult.COMMITTED);
    assertThat(metered.calls()).containsExactly("putItem");
    assertThat(metered.writeUnits()).as(metered.summary()).isEqualTo(1.0);
    metered.reset();
    assertThat(states.read(ORG)).isEqualTo(next);
    assertThat(metered.readUnits()).as(metered.summary()).isEqualTo(1.0);
    assertThat(stateRow().has("fleetPk")).isFalse();
    assertThat(stateRow().has("pendingPk")).isFalse();
  }

  @Test
  void aStateOfAMomentAgoCostsHalf() {
    OrgState state = large(1);
    states.commit(state, List.of());
    metered.reset();
    assertThat(states.readRecent(ORG)).isEqualTo(state);
    assertThat(metered.readUnits()).as(metered.summary()).isEqualTo(0.5);
  }

  @Test
  void aNewProcessReadsTheNamesWithItsFirstState() {
    OrgState state = large(1);
    anotherProcess().commit(state, List.of());

    DynamoDbAlertStates fresh = anotherProcess();
    metered.reset();
    assertThat(fresh.readRecent(ORG)).isEqualTo(state);
    assertThat(fresh.read(new OrgId("never-read")).version()).isZero();
    assertThat(metered.calls()).containsExactly("batchGetItem", "getItem");

    DynamoDbAlertStates ofNobody = anotherProcess();
    metered.reset();
    assertThat(ofNobody.read(new OrgId("never-read")).version()).isZero();
    assertThat(ofNobody.read(ORG)).isEqualTo(state);
    assertThat(metered.calls()).containsExactly("batchGetItem", "getItem");
  }

  private DynamoDbAlertStates anotherProcess() {
    return new DynamoDbAlertStates(
        metered.client(),
        database.tables(),
        new DynamoDbNameDictionary(metered.client(), database.tables()),
        new JsonMapper(),
        () -> realTime);
  }

  @Test
  void whatIsPendingOfALargeOrgIsWithinTheSameUnit() {
    states.commit(pending(large(1)), List.of());
    metered.reset();
    OrgState next = pending(large(2));
    states.commit(next, List.of());
    assertThat(metered.writeUnits()).as(metered.summary()).isEqualTo(1.0);
    assertThat(states.read(ORG)).isEqualTo(next);
  }

  @Test
  void whatIsShownOfALargeOrgIsWithinTheSameUnit() {
    OrgState first = foreseeing(pending(large(1)));
    states.commit(first, List.of());
    OrgState next =
        withShown(foreseeing(pending(large(2))), new Shown(null, first.shown().indexed(), null));
    metered.reset();
    states.commit(next.foreseeing(first.shown().foreseen()), List.of());
    assertThat(metered.calls()).containsExactly("putItem");
    assertThat(metered.writeUnits()).as(metered.summary()).isEqualTo(1.0);
    assertThat(stateRow().has("fleetPk")).isFalse();
    System.out.println(
        "the state of 94 limits, three alerts, six pending and what is shown: %d bytes"
            .formatted(ServiceUnits.size(stateRow().attributes())));
  }

  @Test
  void aCommitThatRewritesTheIndexIsOneTransactionOfThreeSmallWrites() {
    states.commit(foreseeing(large(1)), List.of());
    metered.reset();
    OrgState next = foreseeing(large(2));
    assertThat(next.shown().indexed()).isNotNull();
    states.commit(next, List.of());
    System.out.println("a commit that rewrites the row of the index: " + metered.summary());
    assertThat(metered.calls()).containsExactly("transactWriteItems");
    // Of a transaction everything counts twice: the state, the row, and the row in the index.
    assertThat(metered.writeUnits()).as(metered.summary()).isEqualTo(6.0);
  }

  @Test
  void aRowOfAnotherFormIsPassedOverUntilItIsWrittenAnew() {
    states.commit(foreseeing(large(1)), List.of());
    for (String sk : List.of("STATE", "GLANCE")) {
      database
          .client()
          .updateItem(
              u ->
                  u.tableName(database.tables().state())
                      .key(Item.key(Tables.ofOrg(ORG), sk))
                      .updateExpression("SET idx = :newer")
                      .expressionAttributeValues(
                          Map.of(
                              ":newer",
                              AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {2, 7, 7})))));
    }
    assertThat(states.glances(List.of(ORG))).isEmpty();
    OrgState read = states.read(ORG);
    assertThat(read.shown().indexed()).isNull();
    states.commit(read.with(List.of(), SLOT.plusSeconds(300)), List.of());
    assertThat(states.glances(List.of(ORG))).extracting(Glance::version).containsExactly(2L);
  }

  @Test
  void missedSlotsAreWrittenOnlyWhenThereAreAnyAndAreOneWhereARowDoesNotTell() {
    states.commit(with(1, new Problem(FailureKind.SERVER, "503", "wait", 3)), List.of());
    assertThat(stateRow().findNumber("missed")).hasValue(3);

    database
        .client()
        .updateItem(
            u ->
                u.tableName(database.tables().state())
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("ORG#acme-prod"),
                            "sk", AttributeValue.fromS("STATE")))
                    .updateExpression("REMOVE missed"));
    assertThat(states.read(ORG).problem())
        .isEqualTo(new Problem(FailureKind.SERVER, "503", "wait", 1));

    states.commit(with(2, Problem.notWhole("one limit only", "wait")), List.of());
    assertThat(stateRow().has("missed")).isFalse();
    states.commit(with(3, null), List.of());
    assertThat(stateRow().has("missed")).isFalse();
  }

  @Test
  void whatIsRememberedForReadingIsNotInTheRowInTheOrdinaryCase() {
    states.commit(with(1, null), List.of());

    assertThat(stateRow().attributes())
        .containsOnlyKeys("pk", "sk", "ver", "slot", "read", "cur", "old");
  }

  private static OrgState with(long version, @Nullable Problem problem) {
    return new OrgState(ORG, version, SLOT, SLOT, new TreeMap<>(), Map.of(), problem);
  }

  private Item stateRow() {
    return database.allState().stream()
        .filter(item -> item.text("sk").equals("STATE"))
        .min(Comparator.comparing(item -> item.text("pk")))
        .orElseThrow();
  }

  /** 94 limits, those of a real org first, with an alert of three of them. */
  private static OrgState large(long version) {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    RealLimits.read(RealLimits.LARGE)
        .readings()
        .forEach(
            (name, reading) -> {
              if (known.size() < LIMITS) {
                known.put(name, new Known(reading, true));
              }
            });
    for (int i = 0; known.size() < LIMITS; i++) {
      known.put(
          new LimitName("DailyApiRequests.Connected App Number %02d".formatted(i)),
          new Known(Reading.ofUsed(123_456 + i, 5_000_000), i % 2 == 0));
    }
    Episode episode = new Episode(SLOT, Severity.ESCALATION, Reason.THRESHOLD, SLOT, null);
    return new OrgState(
            ORG,
            version,
            SLOT,
            SLOT,
            known,
            Map.of(
                key(ORG, "DailyApiRequests"), episode,
                key(ORG, "DataStorageMB"), episode,
                key(ORG, "MassEmail"), episode),
            null)
        .remembering(OrgState.Upkeep.NONE.asked(SLOT, PROFILE));
  }

  private static OrgState foreseeing(OrgState state) {
    return state
        .foreseeing(
            new Foreseen(
                new NextExhaustion.Expected(
                    new LimitName("DataStorageMB"),
                    new Projection.Exhausting(
                        SLOT.plusSeconds(90_000),
                        SLOT.plusSeconds(180_000),
                        SLOT.plusSeconds(9_000_000),
                        0.87,
                        0.5,
                        new Grounds.UsualCourse(1.5, 0.75, 1.25),
                        null)),
                SLOT))
        .indexed();
  }

  private static OrgState withShown(OrgState state, Shown shown) {
    return new OrgState(
        state.org(),
        state.version(),
        state.lastSlot(),
        state.lastReadAt(),
        state.known(),
        state.open(),
        state.problem(),
        state.missing(),
        state.unknown(),
        state.upkeep(),
        state.settledAt(),
        state.pending(),
        shown);
  }

  /** The same with something pending of six gauges. */
  private static OrgState pending(OrgState state) {
    SortedMap<LimitName, Pending> pending = new TreeMap<>();
    state.known().keySet().stream()
        .limit(6)
        .forEach(
            limit ->
                pending.put(
                    limit,
                    new Pending(
                        Map.of(Severity.ESCALATION, SLOT, Severity.EXHAUSTED, SLOT.plusSeconds(60)),
                        Map.of(Severity.ATTENTION, SLOT.minusSeconds(3_000)))));
    return new OrgState(
        state.org(),
        state.version(),
        state.lastSlot(),
        state.lastReadAt(),
        state.known(),
        state.open(),
        state.problem(),
        state.missing(),
        state.unknown(),
        state.upkeep(),
        state.settledAt(),
        pending);
  }
}

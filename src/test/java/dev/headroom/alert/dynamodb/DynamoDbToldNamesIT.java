package dev.headroom.alert.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.ToldNames;
import dev.headroom.alert.Transition;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DynamoDbToldNamesIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant TOLD = Instant.parse("2026-08-01T06:00:00Z");
  private static final String ADA = "ada@acme.example";
  private static final String ADA_ID = "005000000000001AAA";
  private static final String BOB = "bob@acme.example";
  private static final String BOB_ID = "005000000000002AAA";

  private final TestDynamoDb db = TestDynamoDb.create();
  private final ObjectMapper json = new ObjectMapper();
  private final DynamoDbAlertStates states =
      new DynamoDbAlertStates(
          db.client(), db.tables(), new InMemoryNameDictionary(), json, InstantSource.fixed(TOLD));
  private final DynamoDbOutbox outbox = new DynamoDbOutbox(db.client(), db.tables(), json);
  private final ToldNames names =
      new DynamoDbToldNames(
          db.client(),
          db.tables(),
          json,
          new DynamoDbToldNames.Kept(
              Duration.ofDays(90), Duration.ofDays(30), id -> id.startsWith("caller-")));

  private static Map<String, Object> user(String id, String name) {
    return Map.of(
        "id",
        "apiUserNotAllowed:" + id,
        "kind",
        "apiUserNotAllowed",
        "subject",
        Map.of("type", "user", "id", id, "name", name),
        "evidence",
        Map.of("via", List.of("Standard User")));
  }

  private static Evidence.Finding twoUsers() {
    return new Evidence.Finding(
        TOLD,
        "2 users may use the API, but no rule allows it: " + ADA + ", " + BOB,
        Map.of(
            "id",
            "apiUserNotAllowed:" + ADA_ID,
            "subject",
            Map.of("type", "user", "id", ADA_ID, "name", ADA),
            "count",
            2,
            "findings",
            List.of(user(ADA_ID, ADA), user(BOB_ID, BOB))));
  }

  private static Evidence.Finding tokens() {
    return new Evidence.Finding(
        TOLD,
        "ERP has tokens of inactive or frozen users",
        Map.of(
            "id",
            "tokenOfInactiveUser:0H4",
            "subject",
            Map.of("type", "app", "id", "0H4", "name", "ERP"),
            "evidence",
            Map.of("users", List.of(ADA, BOB))));
  }

  private void tell(Evidence.Finding evidence) {
    AlertKey key =
        new AlertKey(
            ORG, new Subject.Finding(String.valueOf(evidence.facts().get("id"))), Rule.ACCESS);
    Transition opened =
        new Transition.Opened(
            key, new Episode(TOLD, Severity.ATTENTION, Reason.FINDING, TOLD, null), evidence);
    OrgState before = states.read(ORG);
    states.commit(before.with(List.of(opened), null), List.of(opened));
  }

  private void handOver() {
    for (Item row : db.allState()) {
      if (row.has(Tables.PENDING_PK)) {
        db.client()
            .updateItem(
                u ->
                    u.tableName(db.tables().state())
                        .key(Item.key(row.text(Tables.PK), row.text(Tables.SK)))
                        .updateExpression("REMOVE " + Tables.PENDING_PK));
      }
    }
  }

  private String stored() {
    StringBuilder text = new StringBuilder();
    for (Item row : db.allState()) {
      row.findText("transition").ifPresent(text::append);
    }
    return text.toString();
  }

  @Test
  void namesThatWereToldLongAgoAreReplacedByIds() {
    tell(twoUsers());
    tell(tokens());
    handOver();
    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(90)))).isZero();
    assertThat(stored()).contains(ADA, BOB);

    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(91)))).isEqualTo(2);
    assertThat(stored())
        .doesNotContain("@acme.example")
        .contains(
            "2 users may use the API, but no rule allows it: " + ADA_ID + ", " + BOB_ID,
            "(name no longer kept)",
            "ERP has tokens");
    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(92)))).isZero();
  }

  @Test
  void whatStillWaitsToBeHandedOverKeepsItsNames() {
    tell(twoUsers());
    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(400)))).isZero();
    assertThat(stored()).contains(ADA);
  }

  @Test
  void anErasedUserIsInNothingThatWasTold() {
    tell(twoUsers());
    tell(tokens());
    assertThat(names.erase(ORG, ADA.toUpperCase(Locale.ROOT), Set.of())).isEqualTo(2);
    assertThat(stored()).doesNotContain(ADA).contains(BOB, "a user, " + BOB);
    assertThat(names.erase(ORG, BOB_ID.substring(0, 15), Set.of())).isEqualTo(1);
    assertThat(stored()).doesNotContain("\"" + BOB_ID).contains("a user, a user");
  }

  private void tell(AlertKey key, Reason reason, Evidence evidence) {
    Transition opened =
        new Transition.Opened(
            key, new Episode(TOLD, Severity.ATTENTION, reason, TOLD, null), evidence);
    OrgState before = states.read(ORG);
    states.commit(before.with(List.of(opened), null), List.of(opened));
  }

  private static Culprit culprit(String id, String name) {
    return new Culprit(id, name, 4_000, 0.5, null, Culprit.Basis.MEASURED, TOLD, true);
  }

  /** A limit and an advice, each with what is called by a user's name and what is not. */
  private void tellOfUsage() {
    tell(
        AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS),
        Reason.THRESHOLD,
        Evidence.Use.of(TOLD, Reading.ofUsed(62, 100))
            .naming(
                List.of(
                    culprit("caller-ada", ADA + " from 198.18.0.7"),
                    culprit("caller-bob", BOB + " from 198.18.0.8"),
                    culprit("app-erp", "ERP")),
                0));
    tell(
        AdviceJudge.key(ORG, "f1"),
        Reason.FINDING,
        new Evidence.Finding(
            TOLD,
            ADA + " from 198.18.0.7 could save 891 of 900 calls a day",
            Map.of(
                "integration",
                "caller-ada",
                "name",
                ADA + " from 198.18.0.7",
                "findings",
                List.of(
                    Map.of("integration", "caller-bob", "name", BOB + " from 198.18.0.8"),
                    Map.of("integration", "app-erp", "name", "ERP")))));
  }

  @Test
  void integrationsThatHaveAUsersNameEndWithTheDetailsOfUsage() {
    tellOfUsage();
    tell(twoUsers());
    handOver();
    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(30)))).isZero();

    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(31)))).isEqualTo(2);
    assertThat(stored())
        .doesNotContain("198.18.0.")
        .contains(
            "\"caller-ada could save 891 of 900 calls a day\"", "\"name\":\"caller-bob\"", "ERP")
        .as("what was told of access is kept for longer")
        .contains(ADA, BOB);
    assertThat(names.forget(ORG, TOLD.plus(Duration.ofDays(32)))).isZero();
    assertThat(
            outbox
                .latest(AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS))
                .orElseThrow()
                .transition()
                .evidence())
        .isInstanceOfSatisfying(
            Evidence.Use.class,
            use ->
                assertThat(use.culprits())
                    .extracting(Culprit::name)
                    .containsExactly("caller-ada", "caller-bob", "ERP"));
  }

  @Test
  void anErasedUserIsNoLongerWhatAnIntegrationWasCalled() {
    tellOfUsage();

    assertThat(names.erase(ORG, ADA.toUpperCase(Locale.ROOT), Set.of())).isEqualTo(2);
    assertThat(stored()).doesNotContain(ADA, "198.18.0.7").contains(BOB, "198.18.0.8", "ERP");

    // By an id it is the usage that knows which integration is the user's.
    assertThat(names.erase(ORG, BOB_ID, Set.of())).isZero();
    assertThat(names.erase(ORG, BOB_ID, Set.of("caller-bob", "app-erp"))).isEqualTo(2);
    assertThat(stored()).doesNotContain(BOB, "198.18.0.8").contains("ERP");
  }

  @Test
  void theMessageIsStillReadable() {
    tell(twoUsers());
    names.erase(ORG, BOB, Set.of());
    handOver();
    names.forget(ORG, TOLD.plus(Duration.ofDays(91)));
    AlertKey key =
        new AlertKey(ORG, new Subject.Finding("apiUserNotAllowed:" + ADA_ID), Rule.ACCESS);
    Transition read = outbox.latest(key).orElseThrow().transition();
    Evidence.Finding evidence = (Evidence.Finding) read.evidence();
    assertThat(evidence.title())
        .isEqualTo("2 users may use the API, but no rule allows it: " + ADA_ID + ", a user");
    assertThat((List<?>) evidence.facts().get("findings")).hasSize(1);
    assertThat(evidence.facts()).containsEntry("count", 2);
  }

  @Test
  void otherOrgsAndOtherRulesStayAsTheyAre() {
    tell(twoUsers());
    assertThat(names.erase(new OrgId("acme-prod2"), ADA, Set.of())).isZero();
    assertThat(names.erase(ORG, "nobody@acme.example", Set.of())).isZero();
    assertThat(stored()).contains(ADA);
  }
}

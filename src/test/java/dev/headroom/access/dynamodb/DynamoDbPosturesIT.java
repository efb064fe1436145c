package dev.headroom.access.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessDay;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AlertPlan;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.Drift;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Posture;
import dev.headroom.access.Postures;
import dev.headroom.access.Severity;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbPosturesIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final OrgId OTHER = new OrgId("acme-prod2");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final String APP = "0H4000000000001AAA";

  private final TestDynamoDb db = TestDynamoDb.create();
  private Instant now = Postures.DAY;

  private DynamoDbPostures store() {
    return new DynamoDbPostures(
        db.client(), db.tables(), new IpAddressNotation(), () -> now, Duration.ofDays(90));
  }

  private Posture save(Postures postures) {
    Posture posture = postures.posture();
    Posture before = store().newest(ORG, day(posture).minusDays(1)).orElse(null);
    assertThat(store().save(ORG, posture, AccessDay.of(posture, before))).isTrue();
    return posture;
  }

  private static LocalDate day(Posture posture) {
    return LocalDate.ofInstant(posture.takenAt(), java.time.ZoneOffset.UTC);
  }

  @Test
  void nothingIsKnownOfAnOrgThatWasNeverAudited() {
    assertThat(store().newest(ORG, FIRST)).isEmpty();
    assertThat(store().days(ORG, FIRST, FIRST)).isEmpty();
    assertThat(store().memory(ORG)).isEqualTo(AuditMemory.NONE);
    assertThat(store().erase(ORG)).isZero();
  }

  @Test
  void aPostureComesBackWholeAndIsTheNewestUntilTheNext() {
    Posture first = save(Postures.day(0).notAllowed(1, "Sales").idleTokens(APP, "gone@x.example"));
    Posture second = save(Postures.day(3).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    assertThat(store().newest(ORG, FIRST.minusDays(1))).isEmpty();
    assertThat(store().newest(ORG, FIRST.plusDays(2))).contains(first);
    assertThat(store().newest(ORG, FIRST.plusDays(400))).contains(second);
    assertThat(store().newest(OTHER, FIRST.plusDays(2))).isEmpty();
  }

  @Test
  void aDayTellsWhatChangedAndHowMuchIsWrong() {
    save(Postures.day(0).notAllowed(1, "Sales"));
    save(Postures.day(1).notAllowed(2, "Sales").app(APP, FindingKind.APP_UNUSED, Severity.LOW));
    List<AccessDay> days = store().days(ORG, FIRST, FIRST.plusDays(9));
    assertThat(days).hasSize(2);
    assertThat(days.getFirst().since()).isNull();
    AccessDay second = days.getLast();
    assertThat(second.since()).isEqualTo(Postures.DAY);
    assertThat(second.findings().get(Severity.HIGH)).isEqualTo(1);
    assertThat(second.drift().stream().map(c -> c.how() + " " + c.subject().name()))
        .containsExactlyInAnyOrder(
            "removed user1@acme.example", "added user2@acme.example", "added App " + APP);
  }

  @Test
  void ofTwoAuditsOfADayTheLaterStays() {
    Posture early = Postures.day(0).notAllowed(1, "Sales").posture();
    Posture late = later(Postures.day(0).notAllowed(2, "Sales").posture());
    assertThat(store().save(ORG, late, AccessDay.of(late, null))).isTrue();
    assertThat(store().save(ORG, early, AccessDay.of(early, null))).isFalse();
    assertThat(store().save(ORG, late, AccessDay.of(late, null))).isTrue();
    assertThat(store().newest(ORG, FIRST).orElseThrow().takenAt()).isEqualTo(late.takenAt());
  }

  private static Posture later(Posture p) {
    return new Posture(
        p.org(),
        p.takenAt().plusSeconds(7),
        p.partial(),
        p.settings(),
        p.apiUsers(),
        p.apps(),
        p.ipRanges(),
        p.findings());
  }

  @Test
  void namesOfUsersAreInRowsOfTheirOwnThatEndSooner() {
    save(Postures.day(0).notAllowed(1, "Sales").idleTokens(APP, "gone@x.example"));
    save(Postures.day(1).notAllowed(2, "Sales").idleTokens(APP, "gone@x.example"));
    for (Item row : db.allState()) {
      boolean names = row.text("sk").startsWith("ACCNAMES#");
      String text = PackedJson.unpack(row.bytes("body"), "a test").toString();
      assertThat(text.contains("@")).as(row.text("sk")).isEqualTo(names);
      long days =
          Duration.between(
                  FIRST.atStartOfDay(java.time.ZoneOffset.UTC).toInstant(), row.seconds("ttl"))
              .toDays();
      assertThat(days).as(row.text("sk")).isBetween(names ? 90L : 400L, names ? 91L : 401L);
    }
  }

  @Test
  void whereNamesAreGoneTheIdsStandInTheirPlaceAndDaysCanBeCompared() {
    Posture first = save(Postures.day(0).notAllowed(1, "Sales").idleTokens(APP, "gone@x.example"));
    Posture second = save(Postures.day(1).notAllowed(2, "Sales").idleTokens(APP, "gone@x.example"));
    now = Postures.DAY.plus(Duration.ofDays(91));
    Posture a = store().newest(ORG, FIRST).orElseThrow();
    Posture b = store().newest(ORG, FIRST.plusDays(1)).orElseThrow();
    assertThat(a.apiUsers().getFirst().username()).isEqualTo(Postures.id(1));
    assertThat(a.findings().getLast().evidence()).hasToString("{users=[(name no longer kept)]}");
    assertThat(Drift.between(a, b)).hasSameSizeAs(Drift.between(first, second)).hasSize(2);
    assertThat(store().days(ORG, FIRST, FIRST.plusDays(1)).getLast().drift().getFirst().subject())
        .satisfies(s -> assertThat(s.name()).isEqualTo(s.id()));
  }

  @Test
  void aPostureThatOneRowDoesNotHoldIsKeptInParts() {
    Postures large = Postures.day(0);
    java.util.Random random = new java.util.Random(1);
    for (int n = 0; n < 30_000; n++) {
      large.notAllowed(n, "Sales " + Long.toHexString(random.nextLong()));
    }
    Posture posture = save(large);
    assertThat(db.allState().stream().filter(r -> r.text("sk").startsWith("ACCPART#")))
        .isNotEmpty();
    assertThat(store().newest(ORG, FIRST)).contains(posture);
  }

  @Test
  void whatTheNextAuditHasToKnowIsKeptOnce() {
    Posture first = Postures.day(0).posture();
    AuditMemory one = AlertPlan.of(AuditMemory.NONE, null, first, AccessPolicy.DEFAULT).next();
    assertThat(store().remember(ORG, one)).isTrue();
    assertThat(store().remember(ORG, one)).isFalse();
    AuditMemory read = store().memory(ORG);
    Posture second = Postures.day(1).notAllowed(1, "Sales").notAllowed(2, "Other").posture();
    AuditMemory two = AlertPlan.of(read, first, second, AccessPolicy.DEFAULT).next();
    assertThat(two.alerts()).isNotEmpty();
    assertThat(store().remember(ORG, two)).isTrue();
    assertThat(store().memory(ORG))
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(two);
    assertThat(store().memory(ORG).version()).isEqualTo(2);
  }

  @Test
  void anOrgIsErasedAndNoOther() {
    save(Postures.day(0).notAllowed(1, "Sales"));
    Posture other = Postures.day(0).notAllowed(1, "Sales").posture();
    store().save(OTHER, other, AccessDay.of(other, null));
    store().remember(ORG, AuditMemory.NONE);
    db.client()
        .putItem(
            p ->
                p.tableName(db.tables().state())
                    .item(
                        Item.of("ORG#" + ORG, "STATE")
                            .with("x", AttributeValue.fromS("y"))
                            .build()
                            .attributes()));
    assertThat(store().erase(ORG)).isEqualTo(4);
    assertThat(store().newest(ORG, FIRST)).isEmpty();
    assertThat(store().newest(OTHER, FIRST)).contains(other);
    assertThat(db.allState().stream().map(r -> r.text("sk"))).contains("STATE");
  }

  @Test
  void aUserIsErasedByNameFromEveryDay() {
    save(Postures.day(0).notAllowed(1, "Sales").idleTokens(APP, Postures.name(1), "b@x.example"));
    save(Postures.day(1).notAllowed(2, "Sales"));
    save(Postures.day(2).notAllowed(1, "Sales").notAllowed(2, "Sales"));
    Posture last = store().newest(ORG, FIRST.plusDays(2)).orElseThrow();
    store().remember(ORG, AlertPlan.of(AuditMemory.NONE, null, last, AccessPolicy.DEFAULT).next());

    assertThat(store().erase(ORG, Postures.name(1).toUpperCase(java.util.Locale.ROOT)))
        .isPositive();

    for (Item row : db.allState()) {
      assertThat(PackedJson.unpack(row.bytes("body"), "a test").toString())
          .as(row.text("sk"))
          .doesNotContain(Postures.name(1), Postures.id(1), Postures.id(1).substring(0, 15));
    }
    assertThat(store().newest(ORG, FIRST.plusDays(2)).orElseThrow().apiUsers()).hasSize(1);
    assertThat(store().newest(ORG, FIRST).orElseThrow().findings().getLast().evidence())
        .hasToString("{users=[b@x.example]}");
    assertThat(store().erase(ORG, Postures.name(1))).isZero();
  }

  @Test
  void aUserWhoseNameIsGoneIsErasedById() {
    save(Postures.day(0).notAllowed(1, "Sales"));
    now = Postures.DAY.plus(Duration.ofDays(200));
    assertThat(store().erase(ORG, Postures.id(1).substring(0, 15))).isPositive();
    assertThat(store().newest(ORG, FIRST).orElseThrow().apiUsers()).isEmpty();
  }
}

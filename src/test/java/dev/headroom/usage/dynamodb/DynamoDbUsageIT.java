package dev.headroom.usage.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.OrgId;
import dev.headroom.usage.Caller;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.FilesRead;
import dev.headroom.usage.Finding;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KnownIntegration;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.Memory;
import dev.headroom.usage.UsageStore.OpenDay;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbUsageIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Instant AT = Instant.parse("2026-03-03T04:00:00.123Z");
  private static final Caller CALLER =
      new Caller("0H4a", "Mail, \"x\"", "jsforce", "005u", "198.18.0.7", "62.0", "a@b.c", "X");

  private final TestDynamoDb db = TestDynamoDb.create();
  private final DynamoDbUsage store =
      new DynamoDbUsage(db.client(), db.tables(), Duration.ofDays(90));

  @Test
  void nothingIsKnownOfAnOrgThatWasNotRead() {
    assertThat(store.memory(ORG)).isEqualTo(Memory.NONE);
    assertThat(store.registry(ORG)).isEqualTo(IntegrationRegistry.NONE);
    assertThat(store.days(ORG, DAY, DAY)).isEmpty();
    assertThat(store.hourly()).isEmpty();
    assertThat(store.groups(ORG, DAY)).isEmpty();
  }

  @Test
  void whatIsSavedComesBackWhole() {
    Memory next = memory(0);
    StoredDay day = day(DAY, 3);
    StoredDay later = day(DAY.plusDays(30), 1);
    assertThat(store.save(ORG, next, registry(3), List.of(day, later), List.of(groups(3_000))))
        .isTrue();

    assertThat(store.memory(ORG)).isEqualTo(memory(1));
    assertThat(store.registry(ORG)).isEqualTo(registry(3));
    assertThat(store.days(ORG, DAY, DAY.plusDays(40)))
        .usingRecursiveComparison()
        .isEqualTo(List.of(day, later));
    assertThat(store.days(ORG, DAY.plusDays(1), DAY.plusDays(29))).isEmpty();
    assertThat(store.groups(ORG, DAY)).contains(groups(3_000));
    assertThat(store.groups(ORG, DAY.plusDays(30))).isEmpty();
    assertThat(store.memory(new OrgId("other"))).isEqualTo(Memory.NONE);
  }

  @Test
  void ofTwoRunsThatSaveAtOnceOneKeepsNothing() {
    assertThat(store.save(ORG, Memory.NONE, registry(1), List.of(day(DAY, 2)), List.of())).isTrue();
    Memory read = store.memory(ORG);
    assertThat(store.save(ORG, read, registry(1), List.of(day(DAY, 3)), List.of())).isTrue();
    assertThat(store.save(ORG, read, registry(1), List.of(day(DAY, 4)), List.of())).isFalse();
    assertThat(store.save(ORG, Memory.NONE, registry(1), List.of(day(DAY, 5)), List.of()))
        .isFalse();
    assertThat(store.days(ORG, DAY, DAY).getFirst().parts()).hasSize(3);
  }

  @Test
  void aDayIsReplacedWithItsGroups() {
    store.save(ORG, Memory.NONE, registry(1), List.of(day(DAY, 2)), List.of(groups(6_000)));
    store.save(ORG, store.memory(ORG), registry(1), List.of(day(DAY, 2)), List.of(groups(10)));
    assertThat(store.groups(ORG, DAY)).contains(groups(10));
  }

  @Test
  void anOrgOfManyIntegrationsFitsAndTheSmallestAreForgotten() {
    Random random = new Random(1);
    List<KnownIntegration> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(known("i" + i, 1_000, random));
    }
    IntegrationRegistry next = new IntegrationRegistry(many, Map.of());
    assertThat(
            store.save(ORG, Memory.NONE, next, List.of(day(DAY, StoredDay.MAX_PARTS)), List.of()))
        .isTrue();
    assertThat(store.registry(ORG).integrations()).hasSizeBetween(20, 299);
    assertThat(store.days(ORG, DAY, DAY).getFirst().parts()).hasSize(StoredDay.MAX_PARTS);
  }

  @Test
  void anIntegrationHasTheIdThatItHasByNowAlsoOnDaysBefore() {
    store.save(ORG, Memory.NONE, IntegrationRegistry.NONE, List.of(day(DAY, 2)), List.of());
    IntegrationRegistry merged = new IntegrationRegistry(List.of(), Map.of("i1", "i0"));
    store.save(ORG, store.memory(ORG), merged, List.of(), List.of());

    StoredDay day = store.days(ORG, DAY, DAY).getFirst();
    assertThat(day.parts()).extracting(StoredDay.Part::id).containsExactly("i0");
    assertThat(day.parts().getFirst().share().calls()).isEqualTo(3);
  }

  @Test
  void aNameThatIsAPersonsIsDroppedOnceItHadNoCallForAsLongAsDetailsAreKept() {
    save(DAY, "caller-1", "caller-2", "app-3");
    save(DAY.plusDays(90), "caller-2");
    assertThat(names(DAY)).containsExactly("Mail caller-1", "Mail caller-2", "Mail app-3");

    save(DAY.plusDays(91), "caller-2");
    assertThat(names(DAY)).containsExactly(Names.DROPPED, "Mail caller-2", "Mail app-3");
    assertThat(store.days(ORG, DAY, DAY).getFirst().counted()).isEqualTo(4_000);
  }

  /** Whatever pattern names an integration: one that will do so tomorrow is in this walk. */
  @ParameterizedTest
  @EnumSource(Pattern.class)
  void whatAFindingSaysOfAPersonEndsWithThePersonsName(Pattern pattern) {
    saveFinding(pattern, "Mail caller-1 pulls the same 3 objects as Mail app-3");
    assertThat(evidence()).isEqualTo("Mail caller-1 pulls the same 3 objects as Mail app-3");
    assertThat(bodies()).noneMatch(day -> day.toString().contains("Mail caller-1"));

    save(DAY.plusDays(91), "caller-2");
    assertThat(evidence()).isEqualTo(Names.DROPPED + " pulls the same 3 objects as Mail app-3");
    assertThat(bodies().toString()).contains("Mail app-3").doesNotContain("Mail caller-1");
  }

  @Test
  void anIntegrationThatADayDoesNotListMayBeAPerson() {
    saveFinding(
        Pattern.DUPLICATE_FEED, "eve@acme.example from 198.18.0.9 pulls the same 3 objects");
    assertThat(bodies().toString()).doesNotContain("eve@");
    assertThat(evidence()).isEqualTo(Names.DROPPED + " pulls the same 3 objects");
  }

  @Test
  void aNameThatAnEarlierReleaseWroteIntoEvidenceIsReadWhileItIsKept() {
    saveFinding(Pattern.DUPLICATE_FEED, "Mail app-3 pulls the same 3 objects");
    StoredDay day = bodies().getFirst();
    for (String[] each :
        new String[][] {
          {"Mail caller-1", "Mail caller-1"},
          {"Mail gone", Names.DROPPED},
          {"Mail app-3", "Mail app-3"}
        }) {
      StoredDay.Found found = day.findings().getFirst();
      overwrite(
          day.with(
              day.parts(),
              List.of(
                  new StoredDay.Found(
                      found.id(),
                      found.finding().basedOn(each[0] + " pulls the same 3 objects")))));
      assertThat(evidence()).isEqualTo(each[1] + " pulls the same 3 objects");
    }
  }

  private void saveFinding(Pattern pattern, String evidence) {
    StoredDay day = day(DAY, 3);
    List<StoredDay.Part> parts = new ArrayList<>();
    List<String> ids = List.of("caller-1", "caller-2", "app-3");
    for (int i = 0; i < ids.size(); i++) {
      StoredDay.Part part = day.parts().get(i);
      parts.add(new StoredDay.Part(ids.get(i), "Mail " + ids.get(i), "user", part.share()));
    }
    Finding made =
        new Finding(pattern, 0, "/query Lead", AT, AT.plusSeconds(60), 900, 12, 0.9, evidence);
    assertThat(
            store.save(
                ORG,
                store.memory(ORG),
                IntegrationRegistry.NONE,
                List.of(day.with(parts, List.of(new StoredDay.Found("app-3", made)))),
                List.of()))
        .isTrue();
  }

  private String evidence() {
    return store.days(ORG, DAY, DAY).getFirst().findings().getFirst().finding().evidence();
  }

  /** The days as they are stored. */
  private List<StoredDay> bodies() {
    List<StoredDay> days = new ArrayList<>();
    for (Item row : db.allState()) {
      if (row.text(Tables.SK).startsWith(Tables.USAGE_PREFIX)) {
        try {
          days.add(DayForm.unpackDay(row.bytes(DynamoDbUsage.BODY)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return days;
  }

  private void overwrite(StoredDay day) {
    for (Item row : db.allState()) {
      if (row.text(Tables.SK).startsWith(Tables.USAGE_PREFIX)) {
        Map<String, AttributeValue> changed = new TreeMap<>(row.attributes());
        changed.put(
            DynamoDbUsage.BODY, AttributeValue.fromB(SdkBytes.fromByteArray(DayForm.pack(day))));
        db.client().putItem(p -> p.tableName(db.tables().state()).item(changed));
      }
    }
  }

  @Test
  void callsOfADayAreKeptUnderTheHashOfWhatTheyAre() {
    long id = store.keep(ORG, DAY, new byte[] {1, 2}, AT);
    long other = store.keep(ORG, DAY, new byte[] {3}, AT);

    assertThat(store.keep(ORG, DAY, new byte[] {1, 2}, AT)).isEqualTo(id).isNotEqualTo(other);
    assertThat(store.kept(ORG, DAY, List.of(id, other)).orElseThrow())
        .containsExactlyInAnyOrder(new byte[] {1, 2}, new byte[] {3});
    assertThat(store.kept(ORG, DAY, List.of())).contains(List.of());
    assertThat(store.kept(ORG, DAY, List.of(id, 7L))).isEmpty();
    assertThat(store.kept(ORG, DAY.plusDays(1), List.of(id))).isEmpty();
  }

  @Test
  void whichOrgsHaveHourlyFilesIsNotedOnceForAll() {
    OrgId other = new OrgId("acme-uat");
    store.noteHourly(ORG, true);
    store.noteHourly(other, true);
    store.noteHourly(ORG, true);
    assertThat(store.hourly()).containsExactlyInAnyOrder(ORG, other);

    store.noteHourly(ORG, false);
    store.noteHourly(ORG, false);
    assertThat(store.hourly()).containsExactly(other);
  }

  private void save(LocalDate on, String... ids) {
    StoredDay day = day(on, ids.length);
    List<StoredDay.Part> parts = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      StoredDay.Part part = day.parts().get(i);
      parts.add(new StoredDay.Part(ids[i], "Mail " + ids[i], "user", part.share()));
    }
    Memory read = store.memory(ORG);
    assertThat(store.save(ORG, read, IntegrationRegistry.NONE, List.of(day.with(parts)), List.of()))
        .isTrue();
  }

  private List<String> names(LocalDate day) {
    return store.days(ORG, day, day).getFirst().parts().stream().map(StoredDay.Part::name).toList();
  }

  private static Memory memory(long version) {
    return new Memory(
        version,
        files(),
        new TreeMap<>(Map.of(DAY, new OpenDay(List.of(5L, Long.MAX_VALUE), AT))),
        true,
        Optional.of(DAY));
  }

  private static FilesRead files() {
    return new FilesRead(
        Optional.of(AT),
        List.of(new FilesRead.Entry("0ATa", AT, 17, 0), new FilesRead.Entry("0ATb", AT, 9, 2)));
  }

  private static IntegrationRegistry registry(int many) {
    List<KnownIntegration> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(known("i" + i, 2, new Random(i)));
    }
    return new IntegrationRegistry(all, Map.of("old", "i0"));
  }

  private static KnownIntegration known(String id, int callers, Random random) {
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      keys.add(random.nextLong());
    }
    return new KnownIntegration(
        id,
        "Mail " + id,
        "connected app",
        CALLER,
        AT,
        AT.plusSeconds(9),
        4_000,
        keys,
        new KnownIntegration.Traits(
            List.of("005u"),
            List.of("198.18.0.7"),
            List.of("198.18.0"),
            List.of("jsforce"),
            List.of("62.0"),
            List.of("0H4a"),
            List.of()),
        Map.of(17L, 2.5, 4_000_000_003L, 1.0),
        new TreeMap<>(Map.of(20_000, 5, 20_001, 7)));
  }

  private static StoredDay day(LocalDate day, int parts) {
    EventLogFile file =
        new EventLogFile("0ATa", "ApiTotalUsage", day, EventLogFile.Interval.DAILY, 0, 99, AT);
    List<StoredDay.Part> all = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      all.add(new StoredDay.Part("i" + i, "Mail " + i, "connected app", share(parts - i)));
    }
    return new StoredDay(
        day,
        new DaySource(day, DaySource.Knowledge.PARTIAL, true, false, List.of("0ATa: it is broken")),
        4_000,
        7,
        new Unexplained(
            OptionalLong.of(3_990),
            OptionalLong.of(-10),
            List.of(new Unexplained.Reason(Unexplained.Kind.AGE_OF_READING, OptionalLong.of(12)))),
        List.of(
            new StoredDay.File(
                new FileReading(file, 0, 4_007, Optional.of("it is broken"), true), 4_000)),
        all,
        List.of(
            new StoredDay.Found(
                "i0",
                new Finding(
                    Pattern.QUERY_FLOOD,
                    0,
                    "/query Lead",
                    AT,
                    AT.plusSeconds(60),
                    900,
                    12,
                    0.9,
                    "12 bursts"))));
  }

  private static DayUsage.Share share(long calls) {
    List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
    hours.set(9, calls);
    return new DayUsage.Share(
        0,
        calls,
        hours,
        new TreeMap<>(Map.of("REST", calls)),
        1,
        List.of(new DayUsage.ResourceCalls("/query Lead", calls)),
        1,
        2,
        new TreeSet<>(List.of("62.0")));
  }

  private static DayGroups groups(int many) {
    List<OwnGroup> groups = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      groups.add(new OwnGroup(CALLER, "REST", many - i, "i" + i % 3));
    }
    return new DayGroups(DAY, groups, 5);
  }
}

package dev.headroom.usage.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.OrgId;
import dev.headroom.usage.Caller;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.FilesRead;
import dev.headroom.usage.Finding;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KeptCalls;
import dev.headroom.usage.KeptParts;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbUsageErasureIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final OrgId OTHER = new OrgId("acme-uat");
  private static final LocalDate DAY = LocalDate.of(2036, 3, 3);
  private static final Instant AT = Instant.parse("2036-03-04T04:00:00Z");
  private static final Caller ADA = caller("005000000000ADA", "198.18.0.7", "ada@acme.example");
  private static final Caller BOB = caller("005000000000BOB", "198.18.0.8", "bob@acme.example");

  private final TestDynamoDb db = TestDynamoDb.create();
  private final DynamoDbUsage store =
      new DynamoDbUsage(db.client(), db.tables(), Duration.ofDays(90));
  private final DynamoDbUsageErasure erasure = new DynamoDbUsageErasure(db.client(), db.tables());

  @Test
  void nothingOfAnOrgIsLeftAndAllOfOthersIs() {
    save(ORG);
    save(OTHER);
    store.noteHourly(ORG, true);
    store.noteHourly(OTHER, true);

    assertThat(erasure.erase(ORG)).isEqualTo(5);

    assertThat(store.memory(ORG)).isEqualTo(Memory.NONE);
    assertThat(store.registry(ORG)).isEqualTo(IntegrationRegistry.NONE);
    assertThat(store.days(ORG, DAY, DAY)).isEmpty();
    assertThat(store.groups(ORG, DAY)).isEmpty();
    assertThat(store.hourly()).containsExactly(OTHER);
    assertThat(texts()).noneMatch(text -> text.contains("acme-prod"));
    assertThat(store.days(OTHER, DAY, DAY)).hasSize(1);
    assertThat(store.groups(OTHER, DAY)).isPresent();
    assertThat(erasure.erase(ORG)).isZero();
    save(ORG);
    assertThat(store.days(ORG, DAY, DAY)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada@acme.example", "ADA@acme.example", "005000000000ADA", "005000000000ADAXYZ"})
  void nothingOfAUserIsLeftAndTotalsAndOthersAre(String user) throws IOException {
    save(ORG);
    save(OTHER);

    assertThat(erasure.integrationsOf(ORG, user)).containsExactly("caller-1");
    assertThat(erasure.erase(ORG, user)).isPositive();
    assertThat(erasure.integrationsOf(ORG, user)).isEmpty();

    DayGroups groups = store.groups(ORG, DAY).orElseThrow();
    assertThat(groups.groups()).extracting(OwnGroup::calls).containsExactly(30L, 12L);
    assertThat(groups.groups().getFirst().caller())
        .isEqualTo(new Caller("", "", "erp", "", "", "62.0", "", "X"));
    assertThat(groups.groups().getLast().caller()).isEqualTo(BOB);
    StoredDay day = store.days(ORG, DAY, DAY).getFirst();
    assertThat(day.counted()).isEqualTo(42);
    assertThat(day.parts())
        .extracting(StoredDay.Part::name)
        .containsExactly(StoredDay.NAMELESS, "bob from 198.18.0.8");
    assertThat(day.findings())
        .hasSize(Pattern.values().length)
        .allMatch(
            found ->
                found
                    .finding()
                    .evidence()
                    .equals(StoredDay.NAMELESS + " pulls the same 2 objects"));
    assertThat(store.registry(ORG).toString()).doesNotContain("ADA", "ada@", "198.18.0.7");
    assertThat(store.registry(ORG).toString()).contains("BOB", "198.18.0.8");
    // The day stays open for later hours, and no call of it is lost.
    List<byte[]> kept = store.kept(ORG, DAY, parts(ORG)).orElseThrow();
    assertThat(kept).hasSize(1);
    assertThat(callers(kept.getFirst()))
        .containsExactly(new Caller("", "", "erp", "", "", "62.0", "", "X"), BOB);
    assertThat(
            db.allSamples().stream()
                .filter(row -> row.attributes().toString().contains("acme-prod")))
        .hasSize(1);
    assertThat(store.memory(ORG).files()).isEqualTo(files());
    assertThat(store.groups(OTHER, DAY).orElseThrow().groups().getFirst().caller()).isEqualTo(ADA);
    assertThat(erasure.erase(ORG, user)).isZero();
  }

  @Test
  void aUserOfWhomNothingIsKeptChangesNothing() throws IOException {
    save(ORG);

    assertThat(erasure.erase(ORG, "eve@acme.example")).isZero();

    assertThat(store.groups(ORG, DAY).orElseThrow().groups().getFirst().caller()).isEqualTo(ADA);
    assertThat(store.registry(ORG)).isEqualTo(registry());
    assertThat(callers(store.kept(ORG, DAY, parts(ORG)).orElseThrow().getFirst()))
        .containsExactly(ADA, BOB);
  }

  @Test
  void anOpenDayWhoseCallsAreDamagedIsClosed() {
    save(ORG, new byte[] {1, 2, 3});

    erasure.erase(ORG, "eve@acme.example");

    assertThat(store.memory(ORG).open()).isEmpty();
    assertThat(db.allSamples()).isEmpty();
  }

  private List<Long> parts(OrgId org) {
    return store.memory(org).open().values().stream().flatMap(d -> d.parts().stream()).toList();
  }

  private static List<Caller> callers(byte[] part) throws IOException {
    List<Caller> callers = new ArrayList<>();
    assertThat(
            KeptCalls.with(
                part,
                caller -> {
                  callers.add(caller);
                  return caller;
                }))
        .isEmpty();
    return callers;
  }

  private List<String> texts() {
    return Stream.concat(db.allState().stream(), db.allSamples().stream())
        .map(Item::toString)
        .toList();
  }

  private void save(OrgId org) {
    try {
      save(org, KeptParts.of(AT.toEpochMilli(), 5, 6, ADA, BOB));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(OrgId org, byte[] calls) {
    long part = store.keep(org, DAY, calls, AT);
    Memory next =
        new Memory(
            store.memory(org).version(),
            files(),
            new TreeMap<>(Map.of(DAY, new OpenDay(List.of(part), AT))),
            true,
            Optional.of(DAY));
    assertThat(
            store.save(
                org,
                next,
                registry(),
                List.of(day()),
                List.of(
                    new DayGroups(
                        DAY,
                        List.of(
                            new OwnGroup(ADA, "REST", 30, "caller-1"),
                            new OwnGroup(BOB, "REST", 12, "caller-2")),
                        0))))
        .isTrue();
  }

  private static FilesRead files() {
    return new FilesRead(Optional.of(AT), List.of(new FilesRead.Entry("0ATa", AT, 17, 0)));
  }

  private static IntegrationRegistry registry() {
    return new IntegrationRegistry(
        List.of(
            known("caller-1", "ada from 198.18.0.7", ADA),
            known("caller-2", "bob from 198.18.0.8", BOB)),
        Map.of());
  }

  private static KnownIntegration known(String id, String name, Caller eldest) {
    return new KnownIntegration(
        id,
        name,
        "user and address",
        eldest,
        AT,
        AT,
        42,
        List.of(eldest.key()),
        new KnownIntegration.Traits(
            List.of(eldest.user()),
            List.of(eldest.address()),
            List.of(eldest.network()),
            List.of("erp"),
            List.of("62.0"),
            List.of(),
            List.of()),
        Map.of(1L, 2.0),
        new TreeMap<>(Map.of(24_000, 42)));
  }

  private static StoredDay day() {
    return new StoredDay(
        DAY,
        new DaySource(DAY, DaySource.Knowledge.KNOWN, true, false, List.of()),
        42,
        0,
        new Unexplained(OptionalLong.empty(), OptionalLong.empty(), List.of()),
        List.of(),
        List.of(
            new StoredDay.Part("caller-1", "ada from 198.18.0.7", "user", share(30)),
            new StoredDay.Part("caller-2", "bob from 198.18.0.8", "user", share(12))),
        Stream.of(Pattern.values())
            .map(
                pattern ->
                    new StoredDay.Found(
                        "caller-2",
                        new Finding(
                            pattern,
                            0,
                            "/query Lead",
                            AT,
                            AT,
                            900,
                            12,
                            0.9,
                            "ada from 198.18.0.7 pulls the same 2 objects")))
            .toList());
  }

  private static DayUsage.Share share(long calls) {
    return new DayUsage.Share(
        0,
        calls,
        Collections.nCopies(24, 0L),
        new TreeMap<>(Map.of("REST", calls)),
        0,
        List.of(),
        1,
        1,
        new TreeSet<>(List.of("62.0")));
  }

  private static Caller caller(String user, String address, String name) {
    return new Caller("", "", "erp", user, address, "62.0", name, "X");
  }
}

package dev.headroom.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.NameDictionary;
import dev.headroom.limits.LimitName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DynamoDbNameDictionaryIT {
  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());

  @Test
  void anotherProcessReadsTheSameCodes() {
    Map<LimitName, Integer> codes = process().codesOf(names("A", "B", "C"));
    assertThat(codes.values()).containsExactlyInAnyOrder(0, 1, 2);
    NameDictionary other = process();
    assertThat(other.codesOf(names("B", "C"))).isEqualTo(without(codes, "A"));
    codes.forEach((name, code) -> assertThat(other.find(name)).hasValue(code));
    assertThat(other.namesOf(codes.values())).hasSize(3).containsEntry(0, new LimitName("A"));
  }

  @Test
  void aWarmProcessDoesNotReadTheStore() {
    NameDictionary dictionary = process();
    dictionary.codesOf(names("A", "B"));
    meter.reset();
    dictionary.codesOf(names("A", "B"));
    dictionary.find(new LimitName("A"));
    dictionary.namesOf(List.of(0, 1));
    assertThat(meter.calls()).isEmpty();
  }

  @Test
  void namesThatAnotherProcessAddedAreReadWhenMet() {
    NameDictionary first = process();
    NameDictionary second = process();
    first.codesOf(names("A"));
    second.codesOf(names("A", "B"));
    assertThat(first.find(new LimitName("B"))).hasValue(1);
    second.codesOf(names("C"));
    assertThat(first.namesOf(List.of(2))).containsEntry(2, new LimitName("C"));
  }

  @Test
  void anUnknownNameIsNeitherFoundNorAdded() {
    NameDictionary dictionary = process();
    assertThat(dictionary.find(new LimitName("A"))).isEmpty();
    assertThat(db.allState()).isEmpty();
  }

  @Test
  void aCodeThatWasNeverGivenOutIsAnError() {
    assertThatThrownBy(() -> process().namesOf(List.of(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("code 3");
  }

  @Test
  void itGrowsOverPages() {
    List<LimitName> many =
        IntStream.range(0, 2_500).mapToObj(i -> new LimitName("Name%05d".formatted(i))).toList();
    Map<LimitName, Integer> codes = process().codesOf(many.subList(0, 1_700));
    codes.putAll(process().codesOf(many.subList(1_700, 2_500)));
    assertThat(db.allState()).hasSize(3);
    assertThat(codes.values()).doesNotHaveDuplicates().hasSize(2_500);
    NameDictionary other = process();
    assertThat(other.codesOf(many)).isEqualTo(codes);
    assertThat(other.namesOf(codes.values()).values()).containsAll(many);
  }

  @Test
  void itOutgrowsWhatOneItemHolds() {
    // 1,000 names of 765 bytes would be twice what DynamoDB takes as one item.
    List<LimitName> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new LimitName("%05d".formatted(i) + "語".repeat(250)))
            .toList();
    Map<LimitName, Integer> codes = process().codesOf(many);
    assertThat(db.allState()).hasSizeGreaterThan(2);
    assertThat(process().codesOf(many)).isEqualTo(codes);
  }

  @Test
  void processesThatAddAtOnceAgree() throws Exception {
    List<Future<Map<LimitName, Integer>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        int from = 20 * t;
        running.add(
            threads.submit(
                () -> {
                  NameDictionary mine = process();
                  Map<LimitName, Integer> codes = new HashMap<>();
                  for (int i = from; i < from + 60; i += 10) {
                    codes.putAll(
                        mine.codesOf(
                            IntStream.range(i, i + 10)
                                .mapToObj(n -> new LimitName("Name" + n))
                                .toList()));
                  }
                  return codes;
                }));
      }
      NameDictionary other = process();
      for (Future<Map<LimitName, Integer>> one : running) {
        Map<LimitName, Integer> codes = one.get(60, TimeUnit.SECONDS);
        assertThat(codes).hasSize(60).isEqualTo(other.codesOf(codes.keySet()));
      }
    }
  }

  private NameDictionary process() {
    return new DynamoDbNameDictionary(meter.client(), db.tables());
  }

  private static List<LimitName> names(String... names) {
    return List.of(names).stream().map(LimitName::new).toList();
  }

  private static Map<LimitName, Integer> without(Map<LimitName, Integer> codes, String name) {
    Map<LimitName, Integer> rest = new HashMap<>(codes);
    rest.remove(new LimitName(name));
    return rest;
  }
}

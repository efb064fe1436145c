package dev.headroom.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Whoever adds names, however many do it at once and wherever they break off: no code ever stands
 * for two names, no name has two codes, and every sample is unpacked to what was packed.
 */
class DictionaryGrowthIT {
  private static final int WRITERS = 6;
  private static final int SAMPLES = 25;
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(1));

  /** Long names, of which a page holds about 400: what is written is more than that. */
  private static final String LONG = "語".repeat(240);

  private static final int NAMES = 520;

  private final TestDynamoDb db = TestDynamoDb.create();
  private final Map<Integer, LimitName> seenByCode = new ConcurrentHashMap<>();
  private final Map<String, Sample> written = new ConcurrentHashMap<>();
  private final AtomicInteger crashes = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noCodeEverStandsForTwoNames(long seed) throws Exception {
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        int one = writer;
        writers.add(threads.submit(() -> write(one, new Random(seed * 100 + one))));
      }
      for (Future<?> writer : writers) {
        writer.get(120, TimeUnit.SECONDS);
      }
    }
    List<String> stored =
        db.allState().stream()
            .filter(item -> item.text("pk").equals("META"))
            .sorted((a, b) -> a.text("sk").compareTo(b.text("sk")))
            .flatMap(item -> item.texts("names").stream())
            .toList();
    assertThat(stored).as("seed %d", seed).doesNotHaveDuplicates();
    NameDictionary fresh = new DynamoDbNameDictionary(db.client(), db.tables());
    assertThat(fresh.namesOf(seenByCode.keySet())).isEqualTo(seenByCode);
    DynamoDbUsageHistory history = history(fresh, db.client());
    for (int writer = 0; writer < WRITERS; writer++) {
      OrgId org = org(writer);
      List<Sample> samples = history.samples(org, START, NOW);
      assertThat(samples).isNotEmpty();
      for (Sample sample : samples) {
        assertThat(sample).isEqualTo(written.get(org + " " + sample.slot()));
      }
    }
    System.out.printf(
        "seed %d: %d names on %d pages by %d writers, %d crashes%n",
        seed,
        stored.size(),
        db.allState().stream().filter(this::isPage).count(),
        WRITERS,
        crashes.get());
    assertThat(crashes.get()).isGreaterThan(20);
    assertThat(db.allState().stream().filter(this::isPage).count()).isGreaterThan(1);
  }

  private boolean isPage(Item item) {
    return item.text("pk").equals("META");
  }

  /** A process after another, each of which may break off within a sample and begin anew. */
  private void write(int writer, Random random) {
    DynamoDbClient client = crashing(random);
    NameDictionary dictionary = new DynamoDbNameDictionary(client, db.tables());
    OrgId org = org(writer);
    for (int n = 0; n < SAMPLES; n++) {
      Sample sample = sample(START.plus(Duration.ofMinutes(5L * n)), random, n);
      written.put(org + " " + sample.slot(), sample);
      for (boolean done = false; !done; ) {
        try {
          history(dictionary, client).put(org, sample);
          dictionary
              .codesOf(sample.snapshot().readings().keySet())
              .forEach(
                  (name, code) -> assertThat(seenByCode.putIfAbsent(code, name)).isIn(null, name));
          done = true;
        } catch (StoreUnavailableException e) {
          crashes.incrementAndGet();
          dictionary = new DynamoDbNameDictionary(client, db.tables());
        }
      }
    }
  }

  private static Sample sample(Instant slot, Random random, int n) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    // What is new grows with time, and all writers meet it at about the same time.
    int known = NAMES * (n + 1) / SAMPLES;
    List<Integer> numbers = new ArrayList<>();
    for (int i = Math.max(0, known - 30); i < known; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    for (int i : numbers.subList(0, Math.min(numbers.size(), 24))) {
      readings.put(
          new LimitName("%05d".formatted(i) + LONG), Reading.ofUsed(random.nextInt(1_000), 1_000));
    }
    return new Sample(slot, new Snapshot(readings, random.nextBoolean()));
  }

  private DynamoDbUsageHistory history(NameDictionary dictionary, DynamoDbClient client) {
    return new DynamoDbUsageHistory(
        client, db.tables(), dictionary, () -> NOW, Duration.ofDays(30));
  }

  private static OrgId org(int writer) {
    return new OrgId("org-" + writer);
  }

  /** A client that breaks off before a call, or after it was carried out and before its answer. */
  private DynamoDbClient crashing(Random random) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              int fate = random.nextInt(10);
              if (fate == 0) {
                throw SdkClientException.create("broke off before");
              }
              Object answer;
              try {
                answer = method.invoke(db.client(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (fate == 1) {
                throw SdkClientException.create("broke off after");
              }
              return answer;
            });
  }
}

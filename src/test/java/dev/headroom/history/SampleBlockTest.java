package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleBlockTest {
  private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;

  private final NameDictionary dictionary = new InMemoryNameDictionary();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverIsAddedComesBackInEachForm(long seed) {
    Random random = new Random(seed);
    for (int story = 0; story < 100; story++) {
      List<Sample> added = new ArrayList<>();
      SampleBlock block = null;
      SortedMap<LimitName, Reading> readings = new TreeMap<>();
      Instant slot = NINE;
      for (int i = 0; i < 20; i++) {
        change(readings, random);
        slot = slot.plusSeconds(random.nextInt(1, 900));
        Sample sample = new Sample(slot, new Snapshot(readings, random.nextInt(5) > 0));
        Optional<SampleBlock> longer =
            block == null ? Optional.empty() : block.with(sample, dictionary);
        if (longer.isEmpty()) {
          added.clear();
        }
        block = longer.orElseGet(() -> SampleBlock.of(sample));
        added.add(sample);
        String what = "seed %d, story %d, sample %d".formatted(seed, story, i);

        assertThat(block.samples(dictionary)).as(what).isEqualTo(added);
        assertThat(block.older()).as(what).hasSizeLessThanOrEqualTo(SampleBlock.MAX_OLDER_BYTES);
        SortedMap<LimitName, Reading> changed = new TreeMap<>(readings);
        if (random.nextBoolean()) {
          change(changed, random);
        }
        LimitMap<Reading> base = LimitMap.copyOf(changed);
        Instant at = slot.plusSeconds(random.nextInt(-9_000, 9_000));
        assertThat(SampleBlock.unpack(block.pack(base, at, dictionary), base, at, dictionary))
            .as(what)
            .contains(block);
        for (LimitName limit : readings.keySet()) {
          assertThat(readings(block, limit)).as(what).isEqualTo(readings(added, limit));
        }
      }
    }
  }

  private List<String> readings(SampleBlock block, LimitName limit) {
    List<String> found = new ArrayList<>();
    SampleBlock.forEachReading(
        dictionary.find(limit).orElse(-1),
        block.newest().slot(),
        block.newest().snapshot().readings().get(limit),
        block.older(),
        (slot, reading) -> found.add(slot + " " + reading));
    return found.reversed();
  }

  private static List<String> readings(List<Sample> samples, LimitName limit) {
    return samples.stream()
        .filter(s -> s.snapshot().readings().containsKey(limit))
        .map(s -> s.slot() + " " + s.snapshot().readings().get(limit))
        .toList();
  }

  private static void change(SortedMap<LimitName, Reading> readings, Random random) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      LimitName limit = new LimitName("Limit" + random.nextInt(30));
      Reading before = readings.get(limit);
      switch (random.nextInt(6)) {
        case 0 -> readings.remove(limit);
        case 1 -> readings.put(limit, extreme(random));
        case 2 -> readings.put(limit, Reading.ofUsed(random.nextInt(1_000), 1_000));
        default -> {
          if (before != null && before.max() < 1L << 40 && Math.abs(before.used()) < 1L << 40) {
            readings.put(
                limit, Reading.ofUsed(before.used() + random.nextInt(-200, 200), before.max()));
          }
        }
      }
    }
  }

  private static Reading extreme(Random random) {
    return random.nextBoolean()
        ? new Reading(Reading.LARGEST, -Reading.LARGEST)
        : new Reading(0, Reading.LARGEST);
  }

  @Test
  void theFormIsTheDocumentedOne() {
    dictionary.codesOf(List.of(CALLS, new LimitName("MassEmail"), new LimitName("Gone")));
    SampleBlock block =
        SampleBlock.of(
            sample(NINE, Map.of(CALLS, used(40), new LimitName("Gone"), new Reading(0, 0))));
    block =
        block
            .with(
                sample(
                    NINE.plusSeconds(300),
                    Map.of(CALLS, used(43), new LimitName("MassEmail"), used(1))),
                dictionary)
            .orElseThrow();
    assertThat(block.older())
        .containsExactly(
            /* 300 s, folded; three differences, whole */ 0xD8,
            0x04,
            7,
            /* code 0: used, 3 less */ 4 + 1,
            5,
            /* code 1: absent */ 4,
            /* code 2: max 0, used 0 */ 4 + 2,
            0,
            0);
  }

  @Test
  void aBlockEndsAtMidnightAfterItsSpanAndWithAnOlderSample() {
    SampleBlock block = SampleBlock.of(calls(NINE, 1));
    Instant end = NINE.plus(SampleBlock.SPAN);
    assertThat(block.with(calls(end.minusSeconds(1), 2), dictionary)).isPresent();
    assertThat(block.with(calls(end, 2), dictionary)).isEmpty();
    assertThat(block.with(calls(NINE, 2), dictionary)).isEmpty();
    assertThat(block.with(calls(NINE.minusSeconds(300), 2), dictionary)).isEmpty();
    Instant midnight = Instant.parse("2026-11-26T00:00:00Z");
    SampleBlock last = SampleBlock.of(calls(midnight.minusSeconds(300), 1));
    assertThat(last.with(calls(midnight.minusSeconds(1), 2), dictionary)).isPresent();
    assertThat(last.with(calls(midnight, 2), dictionary)).isEmpty();
  }

  @Test
  void aQuietHourOfALargeOrgIsHardlyMoreThanOneSample() {
    SortedMap<LimitName, Reading> readings =
        new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    SampleBlock block = SampleBlock.of(new Sample(NINE, new Snapshot(readings, true)));
    for (int i = 1; i < 12; i++) {
      readings.put(CALLS, Reading.ofUsed(1_900_000 + 1_234L * i, 5_000_000));
      block =
          block
              .with(
                  new Sample(NINE.plusSeconds(300L * i), new Snapshot(readings, true)), dictionary)
              .orElseThrow();
    }
    System.out.println("eleven older samples of 94 limits: " + block.older().length + " bytes");
    assertThat(block.older()).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void aChangeOfEverythingCompletesTheBlock() {
    SortedMap<LimitName, Reading> readings =
        new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    SampleBlock block = SampleBlock.of(new Sample(NINE, new Snapshot(readings, true)));
    readings.replaceAll((limit, reading) -> Reading.ofUsed(reading.used() + 7, reading.max() + 9));
    assertThat(
            block.with(new Sample(NINE.plusSeconds(300), new Snapshot(readings, true)), dictionary))
        .isEmpty();
  }

  @Test
  void aFormOfANewerReleaseIsNothing() {
    byte[] packed = SampleBlock.of(calls(NINE, 1)).pack(LimitMap.of(), NINE, dictionary);
    packed[0] = 2;
    assertThat(SampleBlock.unpack(packed, LimitMap.of(), NINE, dictionary)).isEmpty();
  }

  @Test
  void bytesThatAreCutOffAreRefused() {
    SampleBlock block =
        SampleBlock.of(calls(NINE, 40))
            .with(calls(NINE.plusSeconds(300), 43), dictionary)
            .orElseThrow();
    Sample newest = block.newest();
    byte[] older = block.older();
    for (int length = 1; length < older.length; length++) {
      byte[] cut = Arrays.copyOf(older, length);
      assertThatThrownBy(() -> SampleBlock.samples(newest, cut, dictionary))
          .as("cut to %d of %d bytes", length, older.length)
          .isInstanceOf(CorruptSampleException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void damagedBytesNeverGiveAnythingButSamplesOrThatError(long seed) {
    Random random = new Random(seed);
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    SampleBlock block = SampleBlock.of(calls(NINE, 1));
    for (int i = 1; i < 10; i++) {
      change(readings, random);
      Sample next = new Sample(NINE.plusSeconds(300L * i), new Snapshot(readings, true));
      block = block.with(next, dictionary).orElse(block);
    }
    LimitMap<Reading> base = LimitMap.of();
    byte[] packed = block.pack(base, NINE, dictionary);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = packed.clone();
      bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
      bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
      try {
        SampleBlock.unpack(bytes, base, NINE, dictionary)
            .ifPresent(found -> assertThat(found.samples(dictionary)).isNotEmpty());
      } catch (CorruptSampleException e) {
        assertThat(e.getMessage()).as("seed %d, %d", seed, i).contains("a block of samples");
      } catch (IllegalStateException e) {
        assertThat(e.getMessage()).as("seed %d, %d", seed, i).contains("was never given out");
      }
    }
  }

  private static Sample calls(Instant slot, long used) {
    return sample(slot, Map.of(CALLS, used(used)));
  }

  private static Reading used(long used) {
    return Reading.ofUsed(used, 100);
  }

  private static Sample sample(Instant slot, Map<LimitName, Reading> readings) {
    return new Sample(slot, new Snapshot(new TreeMap<>(readings), true));
  }
}

package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.history.RollupPacking.Coded;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupPackingTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverIsPackedIsUnpacked(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Coded coded = generated(random);
      assertThat(RollupPacking.unpack(RollupPacking.pack(coded)))
          .as("seed %d, rollups %d", seed, i)
          .isEqualTo(coded);
    }
  }

  @Test
  void theFormIsTheDocumentedOne() {
    SortedMap<Integer, LimitRollup> hours = new TreeMap<>();
    hours.put(1, new LimitRollup(Reading.ofUsed(5, 300), 4, 7, 3, 2));
    hours.put(2, new LimitRollup(Reading.ofUsed(5, 300), 5, 5, 0, 2));
    assertThat(RollupPacking.pack(new Coded(4, new TreeMap<>(Map.of(2, hours)))))
        .containsExactly(
            /* form, places, readings of each */ 1,
            4,
            0,
            2,
            2,
            0,
            /* one limit, code 2 */ 1,
            3,
            /* one place absent */ 1 << 2,
            /* allocation, min, max and arrivals follow 5, folded */ (1 + 2 + 4 + 8) << 2 | 2,
            10,
            0xAC,
            0x02,
            1,
            2,
            3,
            /* one place the same, one absent */ 1 << 2 | 1,
            1 << 2);
  }

  /** A day of the largest real reply: ten of its limits move every five minutes. */
  @Test
  void aDayOfHoursIsNotMuchLargerThanItsLimitsNames() {
    Snapshot real = RealLimits.read(RealLimits.LARGE);
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    Random random = new Random(1);
    List<Sample> samples = new ArrayList<>();
    SortedMap<LimitName, Reading> readings = new TreeMap<>(real.readings());
    List<LimitName> moving =
        readings.entrySet().stream()
            .filter(e -> e.getValue().max() > 1_000)
            .map(Map.Entry::getKey)
            .limit(10)
            .toList();
    for (int slot = 0; slot < 288; slot++) {
      for (LimitName limit : moving) {
        long more = random.nextInt(200);
        readings.computeIfPresent(limit, (l, r) -> Reading.ofUsed(r.used() + more, r.max()));
      }
      samples.add(
          new Sample(midnight.plus(Duration.ofMinutes(5L * slot)), new Snapshot(readings, true)));
    }
    RolledDay day = RolledDay.of(LocalDate.parse("2026-11-25"), samples);
    NameDictionary dictionary = new InMemoryNameDictionary();
    Map<LimitName, Integer> codes = dictionary.codesOf(day.hours().keySet());
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> hours = new TreeMap<>();
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> whole = new TreeMap<>();
    day.hours()
        .forEach(
            (limit, points) -> {
              SortedMap<Integer, LimitRollup> places = new TreeMap<>();
              points.forEach(
                  p -> places.put((int) Duration.between(midnight, p.at()).toHours(), p.rollup()));
              hours.put(codes.get(limit), places);
            });
    day.limits().forEach((l, r) -> whole.put(codes.get(l), new TreeMap<>(Map.of(0, r))));
    int ofHours = RollupPacking.pack(new Coded(24, hours)).length;
    int ofDay = RollupPacking.pack(new Coded(1, whole)).length;
    System.out.printf("94 limits, ten moving: a day of hours %d bytes, a day %d%n", ofHours, ofDay);
    assertThat(ofHours).isLessThan(3_000);
    assertThat(ofDay).isLessThan(900);
  }

  @Test
  void bytesThatAreCutOffAnywhereAreRefused() {
    byte[] packed = RollupPacking.pack(generated(new Random(7)));
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> RollupPacking.unpack(cut))
          .as("cut to %d of %d bytes", length, packed.length)
          .isInstanceOf(CorruptSampleException.class);
    }
  }

  @Test
  void damagedBytesAreRefusedOrReadButNeverCrash() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] packed = RollupPacking.pack(generated(random));
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(RollupPacking.unpack(packed).limits()).isNotNull();
      } catch (CorruptSampleException e) {
        assertThat(e).hasMessageContaining("a packed rollup");
      }
    }
  }

  @Test
  void bytesAfterTheEndAndOtherFormsAreRefused() {
    byte[] packed = RollupPacking.pack(generated(new Random(8)));
    assertThatThrownBy(() -> RollupPacking.unpack(Arrays.copyOf(packed, packed.length + 1)))
        .isInstanceOf(CorruptSampleException.class);
    packed[0] = 9;
    assertThatThrownBy(() -> RollupPacking.unpack(packed))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessageContaining("form 9");
  }

  private static Coded generated(Random random) {
    int places = random.nextBoolean() ? 24 : 1 + random.nextInt(RollupPacking.MAX_PLACES);
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> limits = new TreeMap<>();
    for (int n = random.nextInt(8); n >= 0; n--) {
      SortedMap<Integer, LimitRollup> hours = new TreeMap<>();
      Reading last = reading(random);
      for (int place = 0; place < places; place++) {
        int what = random.nextInt(5);
        if (what > 2) {
          last = what == 3 ? reading(random) : Reading.ofUsed(last.used(), last.max());
          long below = random.nextBoolean() ? 0 : random.nextLong(1L << random.nextInt(1, 50));
          long above = random.nextBoolean() ? 0 : random.nextLong(1L << random.nextInt(1, 50));
          long arrivals = random.nextBoolean() ? 0 : random.nextLong(Reading.LARGEST);
          hours.put(
              place,
              new LimitRollup(
                  last,
                  last.used() - below,
                  last.used() + above,
                  arrivals,
                  1 + random.nextInt(12)));
        } else if (what > 0) {
          hours.put(place, new LimitRollup(last, last.used(), last.used(), 0, 12));
        }
      }
      if (!hours.isEmpty()) {
        limits.put(random.nextInt(2_000), hours);
      }
    }
    return new Coded(places, limits);
  }

  private static Reading reading(Random random) {
    long max = random.nextLong(1L << random.nextInt(1, 53));
    long remaining = random.nextLong(Reading.LARGEST);
    return new Reading(max, random.nextBoolean() ? remaining : -remaining);
  }
}

package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.history.SamplePacking.Coded;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplePackingTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverIsPackedIsUnpacked(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Coded coded = generated(random);
      assertThat(SamplePacking.unpack(SamplePacking.pack(coded)))
          .as("seed %d, snapshot %d", seed, i)
          .isEqualTo(coded);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Real replies; 51 limits with the one nested, 80 and 94, and the bytes that they may take.
    RealLimits.SMALL + ",241",
    RealLimits.MIDDLE + ",284",
    RealLimits.LARGE + ",313"
  })
  void realRepliesStaySmall(String file, int most) {
    Snapshot snapshot = RealLimits.read(file);
    NameDictionary dictionary = new InMemoryNameDictionary();
    byte[] packed = SamplePacking.pack(snapshot, dictionary);
    System.out.printf(
        "%s: %d limits in %d bytes%n", file, snapshot.readings().size(), packed.length);
    assertThat(packed).hasSizeLessThanOrEqualTo(most);
    assertThat(SamplePacking.unpack(packed, dictionary)).isEqualTo(snapshot);
  }

  @Test
  void theFormIsTheDocumentedOne() {
    Coded coded =
        new Coded(new TreeMap<>(Map.of(0, new Reading(300, 1), 5, new Reading(0, 0))), true);
    assertThat(SamplePacking.pack(coded))
        .containsExactly(
            /* form, two readings, whole */ 1,
            5,
            /* code 0: 2 * 300 + 1, 299 folded */ 1,
            0xD9,
            0x04,
            0xD6,
            0x04,
            /* code 5: not provisioned */ 5,
            0);
  }

  @Test
  void bytesThatAreCutOffAnywhereAreRefused() {
    byte[] packed = SamplePacking.pack(generated(new Random(7)));
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> SamplePacking.unpack(cut))
          .as("cut to %d of %d bytes", length, packed.length)
          .isInstanceOf(CorruptSampleException.class);
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    byte[] packed = SamplePacking.pack(generated(new Random(8)));
    assertThatThrownBy(() -> SamplePacking.unpack(Arrays.copyOf(packed, packed.length + 1)))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessageContaining("goes on after its last reading");
  }

  @Test
  void anotherFormIsRefusedByItsNumber() {
    assertThatThrownBy(() -> SamplePacking.unpack(new byte[] {2, 0}))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessage("a packed sample has form 2, and form 1 is read");
  }

  @Test
  void codesThatDoNotAscendAreRefused() {
    assertThatThrownBy(() -> SamplePacking.unpack(new byte[] {1, 5, 1, 8, 0, 8}))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessageContaining("do not ascend");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void damagedBytesNeverGiveAnythingButASampleOrThatError(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = SamplePacking.pack(generated(random));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(SamplePacking.unpack(bytes)).isNotNull();
      } catch (CorruptSampleException e) {
        assertThat(e.getMessage()).as("seed %d, sample %d", seed, i).contains("a packed sample");
      }
    }
  }

  private static Coded generated(Random random) {
    SortedMap<Integer, Reading> readings = new TreeMap<>();
    int count = random.nextInt(120);
    for (int i = 0; i < count; i++) {
      readings.put(random.nextInt(1, 1 << (1 + random.nextInt(30))) - 1, reading(random));
    }
    return new Coded(readings, random.nextBoolean());
  }

  private static Reading reading(Random random) {
    long bound = 1L << random.nextInt(1, 54);
    long max = random.nextInt(8) == 0 ? 0 : random.nextLong(bound);
    return new Reading(max, random.nextLong(-bound + 1, bound));
  }
}

package dev.headroom.alert.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Pending;
import dev.headroom.alert.Severity;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingTextTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final LimitName REPORTS = new LimitName("ConcurrentSyncReportRuns");

  private final InMemoryNameDictionary names = new InMemoryNameDictionary();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsPendingIsReadBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      SortedMap<LimitName, Pending> pending = new TreeMap<>();
      for (int limits = random.nextInt(40); limits > 0; limits--) {
        pending.put(
            new LimitName("Limit" + random.nextInt(3_000)),
            new Pending(any(random), any(random), recent(random)));
      }
      String text = PendingText.write(pending, names);
      assertThat(PendingText.read(text, names)).as(text).isEqualTo(pending);
    }
  }

  private static SortedMap<Instant, Long> recent(Random random) {
    SortedMap<Instant, Long> recent = new TreeMap<>();
    for (int left = random.nextInt(3) == 0 ? random.nextInt(17) : 0; left > 0; left--) {
      recent.put(SLOT.plusSeconds(random.nextInt(4_000)), random.nextLong(2_000_000_000_001L));
    }
    return recent;
  }

  private static Map<Severity, Instant> any(Random random) {
    Map<Severity, Instant> since = new HashMap<>();
    for (Severity severity : Severity.values()) {
      if (random.nextBoolean()) {
        since.put(severity, SLOT.plusSeconds(random.nextInt(10_000_000) - 5_000_000L));
      }
    }
    return since;
  }

  @Test
  void sixGaugesOnTheirWayUpTakeLittleRoom() {
    SortedMap<LimitName, Pending> pending = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      pending.put(
          new LimitName("ConcurrentEinsteinDataInsightsStoryCreation" + i),
          new Pending(
              Map.of(
                  Severity.ATTENTION, SLOT,
                  Severity.ESCALATION, SLOT.plusSeconds(300),
                  Severity.EXHAUSTED, SLOT.plusSeconds(600)),
              Map.of()));
    }
    assertThat(PendingText.write(pending, names)).hasSizeLessThan(80);
  }

  @Test
  void anHourOfReadingsTakesLittleRoom() {
    SortedMap<Instant, Long> recent = new TreeMap<>();
    for (int i = 0; i <= 12; i++) {
      recent.put(SLOT.plusSeconds(300L * i), 1_000_000L + i);
    }
    SortedMap<LimitName, Pending> pending =
        new TreeMap<>(Map.of(REPORTS, new Pending(Map.of(), Map.of(), recent)));
    assertThat(PendingText.write(pending, names)).hasSizeLessThan(125);
  }

  @Test
  void aLevelThatOnlyANewerVersionKnowsIsPassedOver() {
    int code = names.codesOf(List.of(REPORTS)).getOrDefault(REPORTS, -1);
    assertThat(PendingText.read("t8yq60 " + Integer.toString(code, 36) + "A0Q12X5", names))
        .containsExactly(
            Map.entry(
                REPORTS,
                new Pending(
                    Map.of(
                        Severity.ATTENTION, Instant.ofEpochSecond(Long.parseLong("t8yq60", 36)),
                        Severity.EXHAUSTED, Instant.ofEpochSecond(Long.parseLong("t8yq65", 36))),
                    Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "t8yq60 ", "t8yq60 A0", "t8yq60 1a", "t8yq60 0A", "t8yq60 0A-1"})
  void damagedDataIsNotMistakenForMissingData(String text) {
    names.codesOf(List.of(REPORTS));
    assertThatThrownBy(() -> PendingText.read(text, names))
        .isInstanceOf(IllegalStateException.class);
  }
}

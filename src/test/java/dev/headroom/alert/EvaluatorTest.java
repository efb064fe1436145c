package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final AlertKey KEY = AlertKey.usage(ORG, CALLS);
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");

  private final Map<AlertKey, Episode> open = new HashMap<>();
  private Levels levels = Levels.DEFAULT;
  private Instant slot = FIRST;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          under attention nothing happens                 ; 0 59.9              ; - -
          attention opens at its threshold                ; 60                  ; opened:attention
          a jump goes straight to the level it reaches    ; 10 85               ; - opened:escalation
          a jump to the end opens as exhausted            ; 100                 ; opened:exhausted
          over the entitlement is exhausted               ; 130                 ; opened:exhausted
          a level is announced once                       ; 61 62 79            ; opened:attention - -
          escalation follows attention                    ; 61 80               ; opened:attention escalated:escalation
          attention is kept down to its recovery          ; 60 55 54.9          ; opened:attention - resolved:attention
          escalation is kept down to its recovery         ; 80 75 74.9          ; opened:escalation - de-escalated:attention
          from exhausted to attention in one step         ; 100 95 60           ; opened:exhausted - de-escalated:attention
          below 55 after exhausted it is over             ; 100 54.9            ; opened:exhausted resolved:exhausted
          attention held below its threshold comes back   ; 80 57 54            ; opened:escalation de-escalated:attention resolved:attention
          what is over opens anew                         ; 60 10 60            ; opened:attention resolved:attention opened:attention
          """,
      delimiter = ';')
  void oneProblemMovesThroughItsLevels(String name, String percents, String expected) {
    List<String> got = new ArrayList<>();
    for (String percent : percents.trim().split(" ", -1)) {
      got.add(words(see(new Reading(1000, 1000 - Math.round(Double.parseDouble(percent) * 10)))));
    }
    assertThat(String.join(" ", got)).as(name).isEqualTo(expected.trim());
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 1_000, 1_500, 3_000, 7_000, 1_000_000})
  void aThresholdWithAFractionIsReachedAtItsVeryNumber(long max) {
    for (long tenths = 10; tenths < 1_000; tenths++) {
      if (tenths * max % 1_000 == 0) {
        levels = new Levels(tenths / 10.0, 100, 0);
        long threshold = tenths * max / 1_000;
        open.clear();
        assertThat(see(Reading.ofUsed(threshold - 1, max))).as(levels.toString()).isEmpty();
        assertThat(see(Reading.ofUsed(threshold, max))).as(levels.toString()).hasSize(1);
      }
    }
  }

  @Test
  void theEpisodeKeepsItsOpeningAndTheSeverityThatWasResolved() {
    see(Reading.ofUsed(85, 100));
    slot = FIRST.plusSeconds(300);
    see(Reading.ofUsed(100, 100));
    slot = FIRST.plusSeconds(600);
    List<Transition> end = see(Reading.ofUsed(10, 100));
    assertThat(end).hasSize(1);
    Episode episode = end.getFirst().episode();
    assertThat(episode.openedAt()).isEqualTo(FIRST);
    assertThat(episode.severity()).isEqualTo(Severity.EXHAUSTED);
    assertThat(episode.resolvedAt()).isEqualTo(slot);
    assertThat(episode.updatedAt()).isEqualTo(slot);
  }

  @Test
  void aLimitThatTheSlotDidNotShowKeepsItsEpisode() {
    see(Reading.ofUsed(85, 100));
    assertThat(judge(new TreeMap<>())).isEmpty();
    assertThat(open).containsKey(KEY);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Reading.UNLIMITED})
  void aLimitWithNothingToUseUpIsNeverAProblemAndEndsOne(long max) {
    assertThat(see(new Reading(max, 0))).isEmpty();
    see(Reading.ofUsed(85, 100));
    assertThat(words(see(new Reading(max, 0)))).isEqualTo("resolved:escalation");
  }

  @Test
  void aRefusedCallWithoutNumbersIsExhaustion() {
    TreeMap<LimitName, Evidence.Use> seen = new TreeMap<>();
    seen.put(CALLS, new Evidence.Use(slot, 100.0, null));
    assertThat(words(judge(seen))).isEqualTo("opened:exhausted");
  }

  @Test
  void aThresholdIsReachedExactlyForNumbersOfAnySize() {
    levels = new Levels(60.1, 80, 5);
    long max = Reading.LARGEST / 1000 * 1000;
    assertThat(words(see(Reading.ofUsed(max / 1000 * 601, max)))).isEqualTo("opened:attention");
    assertThat(words(see(Reading.ofUsed(0, max)))).isEqualTo("resolved:attention");
    assertThat(see(Reading.ofUsed(600, 1000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatATransitionLeadsToMakesNoOther(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Reading reading = Reading.ofUsed(random.nextInt(140), 100);
      see(reading);
      assertThat(see(reading)).as("seed %d, step %d", seed, i).isEmpty();
    }
  }

  private List<Transition> see(Reading reading) {
    TreeMap<LimitName, Evidence.Use> seen = new TreeMap<>();
    seen.put(CALLS, Evidence.Use.of(slot, reading));
    List<Transition> transitions = judge(seen);
    transitions.forEach(
        t -> {
          if (t.episode().isOpen()) {
            open.put(t.key(), t.episode());
          } else {
            open.remove(t.key());
          }
        });
    return transitions;
  }

  private static String words(List<Transition> transitions) {
    return transitions.isEmpty()
        ? "-"
        : transitions.getFirst().word() + ":" + transitions.getFirst().episode().severity().word();
  }

  private List<Transition> judge(SortedMap<LimitName, Evidence.Use> seen) {
    return Evaluator.evaluate(
            ORG, open, new TreeMap<>(), seen, l -> new Yardstick(levels, Horizons.OFF))
        .transitions();
  }
}

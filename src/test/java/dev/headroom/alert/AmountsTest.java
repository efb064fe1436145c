package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      textBlock =
          """
          an amount used                                     ; - ; 12000 ; -    ; 15000 ; 12000
          an amount that remains                             ; - ; -     ; 500  ; 15000 ; 14500
          the first of several counts: the percentage        ; 60; 12000 ; 500  ; 15000 ; 9000
          the first of several counts: the amount            ; 90; 12000 ; 500  ; 15000 ; 12000
          a smaller max moves what remains, not what is used ; - ; 12000 ; 500  ; 12200 ; 11700
          an amount above the max says nothing               ; - ; 12000 ; -    ; 10000 ; 6000
          less max than has to remain says nothing           ; - ; -     ; 500  ; 500   ; 300
          one more has room                                  ; - ; -     ; 500  ; 501   ; 1
          the max itself is in the max                       ; - ; 10000 ; -    ; 10000 ; 10000
          """)
  void attentionBeginsWhereTheThresholdSays(
      String name,
      @Nullable Double percent,
      @Nullable Long used,
      @Nullable Long remaining,
      long max,
      long from) {
    Levels levels = Levels.of(new Threshold(percent, used, remaining), Threshold.of(100), 0);

    assertThat(Levels.leastUsed(levels.at(Reading.ofUsed(0, max)).attention(), max))
        .as(name)
        .isEqualTo(from);
  }

  @RepeatedTest(300)
  void aLevelOpensWithTheVeryAmount(RepetitionInfo repetition) {
    Random random = new Random(20261129L + repetition.getCurrentRepetition());
    long max = 2 + random.nextLong(random.nextBoolean() ? 1_000 : 900_000_000);
    boolean counted = random.nextBoolean();
    long amount = 1 + random.nextLong(max - 1);
    long from = counted ? amount : max - amount;
    Levels levels =
        Levels.of(
            new Threshold(null, counted ? amount : null, counted ? null : amount),
            new Threshold(null, null, 1L),
            5);

    assertThat(opens(levels, Reading.ofUsed(from, max))).as("%s", repetition).isTrue();
    assertThat(opens(levels, Reading.ofUsed(from - 1, max))).as("%s", repetition).isFalse();
  }

  private static boolean opens(Levels levels, Reading reading) {
    return !Evaluator.evaluate(
            ORG,
            Map.of(),
            new TreeMap<>(),
            new TreeMap<>(Map.of(CALLS, Evidence.Use.of(FIRST, reading))),
            l -> new Yardstick(levels, Horizons.OFF))
        .transitions()
        .isEmpty();
  }

  @Test
  void aChangedMaxIsJudgedByTheAmountsAnewAndAVanishedOneEndsTheEpisode() {
    Levels levels = Levels.of(new Threshold(null, null, 500L), new Threshold(null, null, 100L), 1);
    Map<AlertKey, Episode> open = new HashMap<>();

    assertThat(next(levels, open, 0, Reading.ofUsed(900, 1_500))).isEqualTo("-");
    assertThat(next(levels, open, 5, Reading.ofUsed(900, 1_200))).isEqualTo("opened:attention");
    assertThat(next(levels, open, 10, Reading.ofUsed(900, 1_000)))
        .isEqualTo("escalated:escalation");
    assertThat(next(levels, open, 15, Reading.ofUsed(900, Reading.UNLIMITED)))
        .isEqualTo("resolved:escalation");
    assertThat(next(levels, open, 20, Reading.ofUsed(0, 0))).isEqualTo("-");
    assertThat(next(levels, open, 25, Reading.ofUsed(250, 400))).isEqualTo("opened:attention");
  }

  private static String next(
      Levels levels, Map<AlertKey, Episode> open, int minute, Reading reading) {
    Evaluator.Judgement judged =
        Evaluator.evaluate(
            ORG,
            open,
            new TreeMap<>(),
            new TreeMap<>(Map.of(CALLS, Evidence.Use.of(FIRST.plusSeconds(60L * minute), reading))),
            l -> new Yardstick(levels, Horizons.OFF));
    Map<AlertKey, Episode> after = judged.after(open);
    open.clear();
    open.putAll(after);
    return judged.transitions().isEmpty()
        ? "-"
        : judged.transitions().getFirst().word()
            + ":"
            + judged.transitions().getFirst().episode().severity().word();
  }

  @Test
  void attentionNeverBeginsAboveEscalation() {
    Levels levels = Levels.of(new Threshold(null, 9_000L, null), Threshold.of(50), 60);

    Levels now = levels.at(Reading.ofUsed(0, 10_000));
    assertThat(Levels.leastUsed(now.attention(), 10_000)).isEqualTo(5_000);
    assertThat(now.escalation()).isEqualTo(50);
    assertThat(now.recoverBelow()).isLessThan(now.attention());
  }

  @Test
  void withoutANumberThePercentagesHold() {
    Levels levels = Levels.of(new Threshold(null, 9_000L, null), Threshold.of(90), 5);

    assertThat(levels.at(null)).isEqualTo(new Levels(60, 90, 5));
    assertThat(Levels.DEFAULT.at(Reading.ofUsed(1, 7))).isSameAs(Levels.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-,-,-", "0.5,-,-", "101,-,-", "-,0,-", "-,-,0"})
  void whatIsNoThresholdIsRefused(
      @Nullable Double percent, @Nullable Long used, @Nullable Long remaining) {
    assertThatThrownBy(() -> new Threshold(percent, used, remaining))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

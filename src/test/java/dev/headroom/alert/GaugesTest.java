package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that count what is there now, and the minimum duration of levels. */
class GaugesTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName GAUGE = new LimitName("ConcurrentAsyncGetReportInstances");
  private static final AlertKey KEY = AlertKey.usage(ORG, GAUGE);
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");

  private Map<AlertKey, Episode> open = new HashMap<>();
  private SortedMap<LimitName, Pending> pending = new TreeMap<>();
  private Duration step = Duration.ofMinutes(5);
  private Yardstick yardstick = gauge(Yardstick.GAUGE_MINIMUM);
  private Instant slot = FIRST;

  private static Yardstick gauge(Duration minimum) {
    return new Yardstick(Levels.DEFAULT, Horizons.OFF, 0.5, minimum, true);
  }

  private static Yardstick counter(Duration minimum) {
    return new Yardstick(Levels.DEFAULT, Horizons.OFF, 0.5, minimum, false);
  }

  /** One word for each slot: places used, {@code ?} for a slot without a reading. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          one reading tells nobody                          ; 5  ; 5 0 0 5 0 0 0 5 0    ; - - - - - - - - -
          the second in a row opens                         ; 5  ; 5 5 5                ; - opened:exhausted -
          it opens at what both have reached                ; 5  ; 5 3                  ; - opened:attention
          every level needs its own two                     ; 5  ; 3 4 5 5              ; - opened:attention escalated:escalation escalated:exhausted
          a slot without a reading is neither               ; 5  ; 5 ? ? 5              ; - - - opened:exhausted
          a slot without a reading hides no fall            ; 5  ; 5 ? 2 5              ; - - - -
          three of five is attention                        ; 5  ; 2 2 3 3              ; - - - opened:attention
          of one place all levels are one                   ; 1  ; 1 0 1 1              ; - - - opened:exhausted
          of two places as well                             ; 2  ; 1 1 2 2              ; - - - opened:exhausted
          over the max is exhausted                         ; 5  ; 7 9                  ; - opened:exhausted
          nothing is reached where nothing is provisioned   ; 0  ; 0 3 3                ; - - -
          with nineteen it is twelve                        ; 19 ; 11 11 12 12          ; - - - opened:attention
          """,
      delimiter = ';')
  void aLevelOpensAtTheSecondReadingInARow(String name, long max, String used, String expected) {
    assertThat(String.join(" ", told(max, used))).as(name).isEqualTo(expected.trim());
  }

  @Test
  void fiveOfFiveInEveryFourthSlotIsNotAnEpisodeAllDay() {
    for (int i = 0; i < 288; i++) {
      assertThat(see(Reading.ofUsed(i % 4 == 0 ? 5 : 0, 5))).isEqualTo("-");
    }
    assertThat(open).isEmpty();
  }

  @Test
  void readingsFurtherApartThanTheMinimumNeedTwoAsWell() {
    step = Duration.ofHours(1);
    assertThat(told(5, "5 0 5 5")).containsExactly("-", "-", "-", "opened:exhausted");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a gauge,                true,  PT30M, 6",
    "a counter,              false, PT30M, 6",
    "ten minutes of a gauge, true,  PT10M, 1",
    "ten of a counter,       false, PT10M, 2",
    "less than an interval,  false, PT1M,  1",
    "nothing,                true,  PT0S,  0",
    "nothing of a counter,   false, PT0S,  0"
  })
  void aLongerMinimumNeedsEveryReadingOfThatLong(
      String name, boolean isGauge, Duration minimum, int after) {
    yardstick = isGauge ? gauge(minimum) : counter(minimum);
    Reading high = Reading.ofUsed(90, 100);
    for (int i = 0; i < after; i++) {
      see(high);
    }
    see(Reading.ofUsed(79, 100));
    Instant begun = slot;
    for (int i = 0; i < after; i++) {
      assertThat(see(high)).as("%s, %d", name, i).doesNotEndWith(":escalation");
    }
    String last = see(high);
    assertThat(last).as(name).endsWith(":escalation");
    assertThat(Duration.between(begun, slot.minus(step))).isEqualTo(step.multipliedBy(after));
  }

  @Test
  void aCounterWithAMinimumIsLeftAtOnce() {
    yardstick = counter(Duration.ofMinutes(10));
    assertThat(told(100, "60 60 60 55 54"))
        .containsExactly("-", "-", "opened:attention", "-", "resolved:attention");
  }

  @Test
  void aResolveIsHeldBackForAnHour() {
    told(5, "5 5");
    assertThat(told(5, "0 ".repeat(12).trim())).containsOnly("-");
    assertThat(see(Reading.ofUsed(0, 5))).isEqualTo("resolved:exhausted");
    assertThat(pending).isEmpty();
  }

  @Test
  void aReturnWithinTheHourContinuesTheEpisodeWithoutAMessage() {
    told(5, "5 5");
    Instant openedAt = Objects.requireNonNull(open.get(KEY)).openedAt();
    assertThat(told(5, "0 0 0 0 0 0 0 0 0 0 0 5 0 0 0 0 0 0 5 5 0 0")).containsOnly("-");
    assertThat(open.get(KEY)).extracting(Episode::openedAt).isEqualTo(openedAt);
    assertThat(told(5, "0 ".repeat(10).trim())).containsOnly("-");
    assertThat(see(Reading.ofUsed(0, 5))).isEqualTo("resolved:exhausted");
  }

  @Test
  void aLowerLevelIsHeldBackAsWellAndIsOneTransition() {
    told(5, "5 5");
    assertThat(told(5, "4 3 4 3 3 3 3 3 3 3 3 3")).containsOnly("-");
    // Since the first of them exhausted is left, since the fourth escalation.
    assertThat(see(Reading.ofUsed(3, 5))).isEqualTo("de-escalated:escalation");
    assertThat(told(5, "3 3")).containsExactly("-", "-");
    assertThat(see(Reading.ofUsed(3, 5))).isEqualTo("de-escalated:attention");
  }

  @Test
  void withFewPlacesALevelIsLeftOnePlaceBelow() {
    yardstick =
        new Yardstick(new Levels(60, 80, 59), Horizons.OFF, 0.5, Yardstick.GAUGE_MINIMUM, true);
    told(19, "12 12");
    told(19, "11 ".repeat(12).trim());
    assertThat(see(Reading.ofUsed(11, 19))).isEqualTo("resolved:attention");
    told(20, "12 12");
    told(20, "11 ".repeat(13).trim());
    assertThat(open).as("from 20 on recoverBelow holds").containsKey(KEY);
  }

  @Test
  void anUnknownHourIsNotAQuietHour() {
    told(5, "5 5");
    told(5, "? ".repeat(30).trim());
    assertThat(see(Reading.ofUsed(0, 5))).isEqualTo("-");
    assertThat(open).containsKey(KEY);
  }

  @Test
  void aMaxThatChangesIsJudgedByTheReadingThatHasIt() {
    assertThat(told(5, "3")).containsExactly("-");
    assertThat(told(10, "5 5")).as("three of five, then half").containsExactly("-", "-");
    assertThat(told(8, "5")).containsExactly("-");
    assertThat(told(5, "5")).as("both are attention").containsExactly("opened:attention");
    assertThat(told(5, "5")).containsExactly("escalated:exhausted");
    assertThat(told(0, "0")).as("no longer provisioned").containsExactly("resolved:exhausted");
    assertThat(told(5, "5 5")).containsExactly("-", "opened:exhausted");
  }

  @Test
  void aGaugeThatIsSwitchedOffBetweenTwoReadingsStartsAgain() {
    told(5, "5");
    told(0, "0");
    assertThat(told(5, "5 0 0")).containsOnly("-");
  }

  @Test
  void whatIsPendingIsJudgedByTheMinimumOfTheNextReading() {
    yardstick = gauge(Duration.ofHours(2));
    told(5, "5 5 5");
    yardstick = gauge(Duration.ofMinutes(15));
    assertThat(told(5, "5")).containsExactly("opened:exhausted");

    open.clear();
    yardstick = gauge(Duration.ofHours(2));
    told(5, "5 5 5");
    yardstick = gauge(Duration.ZERO);
    assertThat(told(5, "5")).containsExactly("opened:exhausted");
  }

  @Test
  void anEpisodeOfTheFirstReleaseIsHeldBackToo() {
    open.put(
        KEY, new Episode(FIRST, Severity.ESCALATION, Reason.THRESHOLD, FIRST.plusSeconds(1), null));
    slot = FIRST.plusSeconds(300);
    assertThat(told(5, "0 ".repeat(12).trim())).containsOnly("-");
    assertThat(see(Reading.ofUsed(0, 5))).isEqualTo("resolved:escalation");
  }

  @Test
  void aSlotThatWasPutBackBeginsAnew() {
    told(5, "5");
    slot = FIRST.minus(Duration.ofDays(1));
    assertThat(told(5, "5 5")).containsExactly("-", "opened:exhausted");
    told(5, "0");
    slot = FIRST.minus(Duration.ofDays(2));
    told(5, "0 ".repeat(12).trim());
    assertThat(see(Reading.ofUsed(0, 5))).isEqualTo("resolved:exhausted");
  }

  @Test
  void aReadingWithoutNumbersIsPendingToo() {
    yardstick = counter(Duration.ofMinutes(5));
    assertThat(judge(new Evidence.Use(slot, 100.0, null))).isEqualTo("-");
    slot = slot.plus(step);
    assertThat(judge(new Evidence.Use(slot, 100.0, null))).isEqualTo("opened:exhausted");
  }

  private List<String> told(long max, String used) {
    List<String> told = new ArrayList<>();
    for (String word : used.trim().split(" ", -1)) {
      if (word.equals("?")) {
        told.add("-");
        slot = slot.plus(step);
      } else {
        told.add(see(Reading.ofUsed(Long.parseLong(word), max)));
      }
    }
    return told;
  }

  private String see(Reading reading) {
    String told = judge(Evidence.Use.of(slot, reading));
    slot = slot.plus(step);
    return told;
  }

  private String judge(Evidence.Use evidence) {
    SortedMap<LimitName, Evidence.Use> seen = new TreeMap<>(Map.of(GAUGE, evidence));
    Evaluator.Judgement judgement =
        Evaluator.evaluate(ORG, open, pending, seen, limit -> yardstick);
    open = judgement.after(open);
    pending = judgement.pending();
    return judgement.transitions().isEmpty()
        ? "-"
        : judgement.transitions().getFirst().word()
            + ":"
            + judgement.transitions().getFirst().episode().severity().word();
  }
}

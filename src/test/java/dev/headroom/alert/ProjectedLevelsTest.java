package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exhaustion that is projected, as a part of the same problem as use that has reached a level. */
class ProjectedLevelsTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);

  private final Map<AlertKey, Episode> open = new HashMap<>();
  private Horizons horizons = Horizons.byDefault(Window.ROLLING_24H);
  private Instant slot = FIRST;
  private @Nullable Instant since;
  private double pageFrom = Yardstick.DEFAULT_PAGE_FROM;
  private double probability = 0.8;

  /**
   * One step a word: use in per cent, then what is foreseen: hours to the end, {@code -} for none,
   * {@code ?} for unknown.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          one reading that projects pages nobody      ; 50:3 50:-                ; - -
          the second in a row opens                   ; 50:9 50:9                ; - opened:attention:projection
          near enough it is an escalation at once     ; 50:3 50:3                ; - opened:escalation:projection
          beyond the horizon nothing happens          ; 50:13 50:13 50:13        ; - - -
          nearer it escalates                         ; 50:9 50:9 50:3           ; - opened:attention:projection escalated:escalation:projection
          a level as high was reached before          ; 85:3 85:3                ; opened:escalation:threshold -
          projection is worse than what is reached    ; 65:3 65:3                ; opened:attention:threshold escalated:escalation:projection
          reaching what was projected tells nobody    ; 50:3 50:3 81:3           ; - opened:escalation:projection -
          used up is worse than any projection        ; 50:3 50:3 100:?          ; - opened:escalation:projection escalated:exhausted:threshold
          unknown is no all-clear                     ; 50:3 50:3 50:? 50:? 50:? ; - opened:escalation:projection - - -
          """,
      delimiter = ';')
  void theHigherOfUseAndProjectionIsTheSeverity(String name, String steps, String expected) {
    List<String> got = new ArrayList<>();
    for (String step : steps.trim().split(" ", -1)) {
      got.add(see(step));
    }
    assertThat(String.join(" ", got)).as(name).isEqualTo(expected.trim());
  }

  /** One reading a word: use in per cent, hours to the end, and how probable it is. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          what is unlikely is worth a look           ; 50:3:0.3 50:3:0.49 50:3:0.49 ; - opened:attention:projection -
          from a half on it pages                    ; 50:3:0.2 50:3:0.5            ; - opened:escalation:projection
          likelier later it escalates                ; 50:3:0.3 50:3:0.3 50:3:0.6   ; - opened:attention:projection escalated:escalation:projection
          one likely reading is the second in a row  ; 50:3:0.2 50:3:0.2 50:3:0.9   ; - opened:attention:projection escalated:escalation:projection
          what is used is no matter of probability   ; 81:3:0.2 81:3:0.2            ; opened:escalation:threshold -
          likely and far off is attention            ; 50:9:0.9 50:9:0.9            ; - opened:attention:projection
          """,
      delimiter = ';')
  void aProjectionPagesFromAProbabilityOn(String name, String steps, String expected) {
    List<String> got = new ArrayList<>();
    for (String step : steps.trim().split(" ", -1)) {
      got.add(seeLikely(step));
    }
    assertThat(String.join(" ", got)).as(name).isEqualTo(expected.trim());
  }

  @Test
  void aPageIsHeldWhileItsProbabilityWavers() {
    seeLikely("50:3:0.6");
    assertThat(seeLikely("50:3:0.6")).isEqualTo("opened:escalation:projection");
    for (int i = 0; i < 48; i++) {
      assertThat(seeLikely("50:3:" + (i % 2 == 0 ? 0.4 : 0.7))).isEqualTo("-");
    }
    for (int i = 0; i < 24; i++) {
      assertThat(seeLikely("50:3:" + (i % 11 == 10 ? 0.4 : 0.1))).isEqualTo("-");
    }
  }

  @Test
  void aPageThatStaysUnlikelyForAnHourBecomesAttention() {
    seeLikely("50:3:0.6");
    seeLikely("50:3:0.6");
    for (int i = 0; i < 11; i++) {
      assertThat(seeLikely("50:3:0.39")).isEqualTo("-");
    }
    assertThat(seeLikely("50:3:0.39")).isEqualTo("de-escalated:attention:projection");
    assertThat(seeLikely("50:3:0.45")).isEqualTo("-");
    assertThat(seeLikely("50:3:0.5")).isEqualTo("escalated:escalation:projection");
  }

  @Test
  void withoutAHorizonOfItsOwnNothingThatIsProjectedPages() {
    horizons = new Horizons(Duration.ofHours(12), null);
    seeLikely("50:3:0.99");
    assertThat(seeLikely("50:3:0.99")).isEqualTo("opened:attention:projection");
  }

  @ParameterizedTest
  @CsvSource({"0,0.01,escalation", "1,0.99,attention", "0.3,0.3,escalation", "0.7,0.69,attention"})
  void thePolicySaysHowLikely(double from, double likely, String severity) {
    pageFrom = from;
    seeLikely("50:3:" + likely);
    assertThat(seeLikely("50:3:" + likely)).isEqualTo("opened:" + severity + ":projection");
  }

  private String seeLikely(String step) {
    int colon = step.lastIndexOf(':');
    probability = Double.parseDouble(step.substring(colon + 1));
    return see(step.substring(0, colon));
  }

  @Test
  void aProjectionThatIsGoneIsLetGoAfterAnHour() {
    see("50:3");
    see("50:3");
    for (int i = 0; i < 11; i++) {
      assertThat(see("50:-")).isEqualTo("-");
    }
    assertThat(see("50:-")).isEqualTo("resolved:escalation:projection");
    assertThat(open).isEmpty();
  }

  @Test
  void whatWasReachedMeanwhileIsKeptByItsOwnRecovery() {
    see("50:3");
    see("50:3");
    see("61:-");
    String last = "-";
    for (int i = 0; i < 12 && last.equals("-"); i++) {
      last = see("57:-");
    }
    assertThat(last).isEqualTo("de-escalated:attention:threshold");
    assertThat(see("54:-")).isEqualTo("resolved:attention:threshold");
  }

  @Test
  void whatWasNeverReachedIsNotKeptByTheRecoveryOfUse() {
    see("57:3");
    see("57:3");
    String last = "-";
    for (int i = 0; i < 12 && last.equals("-"); i++) {
      last = see("57:-");
    }
    assertThat(last).isEqualTo("resolved:escalation:projection");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aBandThatMovesAcrossAHorizonMakesOneTransition(long seed) {
    Random random = new Random(seed);
    List<String> told = new ArrayList<>();
    for (double hours = 6; hours > 2.5; hours -= 1 / 12.0) {
      double jitter = 0.8 + 0.4 * random.nextDouble();
      String transition = see("50:" + hours * jitter);
      if (!transition.equals("-")) {
        told.add(transition);
      }
    }
    assertThat(told.getFirst()).startsWith("opened:");
    assertThat(told).hasSizeLessThanOrEqualTo(2);
    assertThat(told.getLast()).endsWith("escalation:projection");
  }

  @Test
  void judgingTheSameSlotAgainChangesNothing() {
    see("50:3");
    see("50:3");
    slot = slot.minus(STEP);
    Map<AlertKey, Episode> before = Map.copyOf(open);
    Evaluator.Judgement again = judge(evidence("50:3"));
    assertThat(again.transitions()).isEmpty();
    assertThat(again.noted()).isEmpty();
    assertThat(open).isEqualTo(before);
  }

  @Test
  void onceSwitchedOffItIsNoLongerHeld() {
    see("50:3");
    see("50:3");
    horizons = Horizons.OFF;
    assertThat(see("50:3")).isEqualTo("resolved:escalation:projection");
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLING_24H,PT12H,PT4H",
    "FIXED_DAY_GMT,PT12H,PT4H",
    "DAY_UNSPECIFIED,PT12H,PT4H",
    "UNKNOWN,PT12H,PT4H",
    "STOCK,P14D,P3D",
    "MONTH_CALENDAR,P14D,P3D",
    "ROLLING_1H,,",
    "HOUR_UNSPECIFIED,,",
    "CONCURRENT,,"
  })
  void everyWindowHasItsHorizons(
      Window window, @Nullable Duration attention, @Nullable Duration escalation) {
    assertThat(Horizons.byDefault(window)).isEqualTo(new Horizons(attention, escalation));
  }

  private String see(String step) {
    Evaluator.Judgement judgement = judge(evidence(step));
    open.putAll(judgement.noted());
    String told = "-";
    for (Transition t : judgement.transitions()) {
      told = t.word() + ":" + t.episode().severity().word() + ":" + t.episode().reason().word();
      if (t.episode().isOpen()) {
        open.put(t.key(), t.episode());
      } else {
        open.remove(t.key());
      }
    }
    slot = slot.plus(STEP);
    return told;
  }

  private Evaluator.Judgement judge(Evidence.Use evidence) {
    return Evaluator.evaluate(
        ORG,
        open,
        new TreeMap<>(),
        new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, evidence)),
        l -> new Yardstick(Levels.DEFAULT, horizons, pageFrom, Duration.ZERO, false));
  }

  private Evidence.Use evidence(String step) {
    int colon = step.indexOf(':');
    String foreseen = step.substring(colon + 1);
    Reading reading = Reading.ofUsed(Long.parseLong(step.substring(0, colon)), 100);
    if (foreseen.equals("-") || foreseen.equals("?")) {
      since = null;
      return Evidence.Use.of(
          slot, reading, foreseen.equals("-") ? Foresight.CLEAR : Foresight.BLIND);
    }
    since = since == null ? slot : since;
    Instant at = slot.plusSeconds((long) (3600 * Double.parseDouble(foreseen)));
    return Evidence.Use.of(
        slot, reading, new Foresight.Exhaustion(at, at, at, probability, since, "it grows"));
  }
}

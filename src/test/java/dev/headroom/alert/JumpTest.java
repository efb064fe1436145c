package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JumpTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");
  private static final Jump JUMP = new Jump(10, Duration.ofMinutes(15), Severity.ATTENTION);

  private final Map<AlertKey, Episode> open = new HashMap<>();
  private SortedMap<LimitName, Pending> pending = new TreeMap<>();
  private @Nullable Jump jump = JUMP;
  private boolean gauge;
  private Instant slot = FIRST;
  private final List<Transition> transitions = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          the first reading is compared with nothing          ; 50                      ; -
          ten points at once                                  ; 10 20                   ; - opened:attention:jump
          a little less is none                               ; 10 19.9                 ; - -
          ten points over the time                            ; 10 13 16 20             ; - - - opened:attention:jump
          ten points over a longer time                       ; 10 13 16 19 22 25 28    ; - - - - - - -
          a reading that is missing is nothing                ; 10 ? 20                 ; - - opened:attention:jump
          after a longer silence how fast it rose is unknown  ; 10 ? ? ? 50             ; - - - - -
          a window that begins anew is no jump                ; 50 0 5 9                ; - - - -
          a count that falls and comes back is none           ; 50 0 50                 ; - - -
          a climb after a reset is one once the reset is past ; 50 0 12 24 36           ; - - - - opened:attention:jump
          a fall is none                                      ; 50 20                   ; - -
          a jump to a level is one page                       ; 10 70                   ; - opened:attention:threshold
          a jump to the escalation is one page                ; 10 90                   ; - opened:escalation:threshold
          a level after a jump is the same problem            ; 40 50 60 80             ; - opened:attention:jump - escalated:escalation:threshold
          a second jump is the same problem                   ; 10 20 30 40             ; - opened:attention:jump - -
          """)
  void useThatRisesFast(String name, String percents, String expected) {
    List<String> got = new ArrayList<>();
    for (String percent : percents.trim().split(" ", -1)) {
      got.add(percent.equals("?") ? missing() : see(Double.parseDouble(percent)));
    }
    assertThat(String.join(" ", got)).as(name).isEqualTo(expected.trim());
  }

  @Test
  void itEndsAnHourAfterTheLastJumpWithTheSameEpisode() {
    see(10);
    assertThat(see(20)).isEqualTo("opened:attention:jump");
    see(30);
    for (int i = 0; i < 11; i++) {
      assertThat(see(30)).isEqualTo("-");
    }
    assertThat(see(30)).isEqualTo("resolved:attention:jump");
    assertThat(open).isEmpty();
    assertThat(transitions).hasSize(2);
  }

  @Test
  void aMaxThatShrinksIsNoJumpAndOneThatGrowsHidesNone() {
    see(Reading.ofUsed(4_000, 10_000));
    assertThat(see(Reading.ofUsed(4_000, 8_000))).isEqualTo("-");
    assertThat(see(Reading.ofUsed(4_790, 8_000))).isEqualTo("-");
    assertThat(see(Reading.ofUsed(9_000, 20_000))).isEqualTo("opened:attention:jump");
  }

  @Test
  void withoutACapThereIsNone() {
    see(Reading.ofUsed(10, Reading.UNLIMITED));
    assertThat(see(Reading.ofUsed(900_000_000, Reading.UNLIMITED))).isEqualTo("-");
    assertThat(see(Reading.ofUsed(0, 0))).isEqualTo("-");
  }

  @Test
  void itSaysWhatItRoseBySinceWhen() {
    see(10);
    see(10);
    see(25);
    Evidence.Use use = (Evidence.Use) transitions.getFirst().evidence();
    assertThat(use.rise()).isEqualTo(new Evidence.Rise(150, FIRST.plus(Duration.ofMinutes(5))));
  }

  @Test
  void aGaugeAndALimitWithoutTheRuleKeepNothing() {
    gauge = true;
    see(10);
    see(20);
    assertThat(pending).isEmpty();
    gauge = false;
    see(10);
    assertThat(pending).isNotEmpty();
    jump = null;
    assertThat(see(40)).isEqualTo("-");
    assertThat(pending).isEmpty();
  }

  @Test
  void takingTheRuleOutEndsWhatItHolds() {
    see(10);
    see(20);
    jump = null;
    assertThat(see(20)).isEqualTo("resolved:attention:jump");
  }

  @Test
  void whatIsKeptIsBounded() {
    jump = new Jump(100, Jump.LONGEST, Severity.ESCALATION);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      Reading reading = Reading.ofUsed(random.nextInt(500), 1_000);
      evaluate(reading);
      slot = slot.plusSeconds(60L + random.nextInt(600));
      pending.values().forEach(p -> assertThat(p.recent()).hasSizeLessThanOrEqualTo(16));
    }
    assertThat(pending).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,PT15M,ATTENTION",
    "101,PT15M,ATTENTION",
    "NaN,PT15M,ATTENTION",
    "10,PT4M,ATTENTION",
    "10,PT61M,ATTENTION",
    "10,PT15M,EXHAUSTED"
  })
  void whatIsNoJumpIsRefused(double points, Duration within, Severity severity) {
    assertThatThrownBy(() -> new Jump(points, within, severity))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String see(double percent) {
    return see(Reading.ofUsed(Math.round(percent * 10), 1_000));
  }

  private String see(Reading reading) {
    String word = evaluate(reading);
    slot = slot.plus(Duration.ofMinutes(5));
    return word;
  }

  private String missing() {
    slot = slot.plus(Duration.ofMinutes(5));
    return "-";
  }

  private String evaluate(Reading reading) {
    Evaluator.Judgement judged =
        Evaluator.evaluate(
            ORG,
            open,
            pending,
            new TreeMap<>(Map.of(CALLS, Evidence.Use.of(slot, reading, Foresight.CLEAR))),
            l -> new Yardstick(Levels.DEFAULT, Horizons.OFF, 0.5, Duration.ZERO, gauge, jump));
    Map<AlertKey, Episode> after = judged.after(open);
    open.clear();
    open.putAll(after);
    pending = judged.pending();
    transitions.addAll(judged.transitions());
    if (judged.transitions().isEmpty()) {
      return "-";
    }
    Transition t = judged.transitions().getFirst();
    return "%s:%s:%s"
        .formatted(t.word(), t.episode().severity().word(), t.episode().reason().word());
  }
}

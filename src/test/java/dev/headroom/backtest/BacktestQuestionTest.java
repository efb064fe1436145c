package dev.headroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestQuestionTest {
  private static final Yardstick IN_FORCE =
      new Yardstick(new Levels(50, 70, 2), new Horizons(Duration.ofHours(3), null));
  private final List<Violation> violations = new ArrayList<>();

  @Test
  void nothingGivenTriesNothing() {
    BacktestQuestion question = read(Map.of());
    assertThat(question).isEqualTo(new BacktestQuestion(null, null, null, Trial.NOTHING, null));
    assertThat(question.trial().over(new LimitName("X"), IN_FORCE)).isEqualTo(IN_FORCE);
  }

  @Test
  void everythingGivenIsTaken() {
    BacktestQuestion question =
        read(
            Map.of(
                "limit", "Daily*",
                "from", "2026-11-01T00:00:00Z",
                "to", "2026-11-25T11:00:00+01:00",
                "attention", "65",
                "escalation", "85.5",
                "recoverBelow", "3",
                "for", "PT20M",
                "projectionAttention", "P1D",
                "projectionEscalation", "PT6H",
                "pageFrom", "0.7"));
    assertThat(question)
        .isEqualTo(
            new BacktestQuestion(
                "Daily*",
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-25T10:00:00Z"),
                new Trial(
                    65.0,
                    85.5,
                    3.0,
                    Duration.ofMinutes(20),
                    new Trial.Projection(false, Duration.ofDays(1), Duration.ofHours(6), 0.7)),
                null));
    assertThat(violations).isEmpty();
  }

  @Test
  void aManifestIsTakenAsItIs() {
    assertThat(BacktestQuestion.parse(Map.of("manifest", "orgs: []")).value().manifest())
        .isEqualTo("orgs: []");
  }

  @Test
  void whatIsWrongComesWithTheQuestion() {
    assertThat(BacktestQuestion.parse(Map.of("from", "x")).violations())
        .extracting(Violation::path)
        .containsExactly("from");
  }

  @Test
  void whatIsNotGivenStaysAsItIsInForce() {
    Yardstick strict =
        new Yardstick(
            new Levels(75, 90, 10), new Horizons(Duration.ofHours(3), Duration.ofHours(1)));

    assertThat(tried(Map.of("attention", "70"), strict))
        .isEqualTo(new Yardstick(new Levels(70, 90, 10), strict.horizons()));
    assertThat(tried(Map.of("escalation", "95"), strict).levels())
        .isEqualTo(new Levels(75, 95, 10));
    assertThat(tried(Map.of("recoverBelow", "0"), strict).levels())
        .isEqualTo(new Levels(75, 90, 0));
    assertThat(tried(Map.of("projectionAttention", "PT2H"), strict))
        .isEqualTo(
            new Yardstick(strict.levels(), new Horizons(Duration.ofHours(2), Duration.ofHours(1))));
    assertThat(tried(Map.of("projectionAttention", "PT2H"), IN_FORCE).horizons())
        .isEqualTo(new Horizons(Duration.ofHours(2), null));
    assertThat(tried(Map.of("projection", "off"), strict))
        .isEqualTo(new Yardstick(strict.levels(), Horizons.OFF));

    Duration tenMinutes = Duration.ofMinutes(10);
    Yardstick gauge = new Yardstick(Levels.DEFAULT, Horizons.OFF, 0.3, tenMinutes, true);
    assertThat(tried(Map.of("attention", "60"), gauge)).isEqualTo(gauge);
    assertThat(tried(Map.of("for", "PT0S", "pageFrom", "1"), gauge))
        .isEqualTo(new Yardstick(Levels.DEFAULT, Horizons.OFF, 1, Duration.ZERO, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attention=70 | attention: is not below escalation, which is 70 in force for X",
        "escalation=50 | escalation: is not above attention, which is 50 in force for X",
        "attention=2 | attention: is not above recoverBelow, which is 2 in force for X",
        "recoverBelow=50 | recoverBelow: is not less than attention, which is 50 in force for X",
        "projectionEscalation=PT4H | projectionEscalation: is longer than that of attention, which is PT3H in force for X"
      })
  void aConflictWithTheCurrentManifestIsReportedWithIt(String member, String told) {
    Map<String, String> members = Map.of(member.split("=", 2)[0], member.split("=", 2)[1]);

    assertThatThrownBy(() -> tried(members, IN_FORCE))
        .isInstanceOfSatisfying(
            Trial.MisfitException.class,
            e -> assertThat(e.violation().toString()).startsWith(told + " (found: "));
  }

  @Test
  void whatIsTriedIsSaidInWords() {
    assertThat(read(Map.of("attention", "70", "projection", "off")).trial().words())
        .isEqualTo("attention 70 %, projection off");
    assertThat(read(Map.of("recoverBelow", "2.5", "projectionEscalation", "PT1H")).trial().words())
        .isEqualTo("recoverBelow 2.5, escalation ahead PT1H");
    assertThat(read(Map.of("for", "PT0S", "pageFrom", "0.25")).trial().words())
        .isEqualTo("for PT0S, pageFrom 0.25");
    assertThat(Trial.NOTHING.words()).isEmpty();
  }

  private Yardstick tried(Map<String, String> members, Yardstick inForce) {
    return read(members).trial().over(new LimitName("X"), inForce);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit= | limit: is empty (found: )",
        "from=yesterday | from: is not an instant (found: yesterday)",
        "from=2026-11-02T00:00:00Z to=2026-11-02T00:00:00Z | from: is not before to (found: 2026-11-02T00:00:00Z)",
        "attention=x | attention: is not a number (found: x)",
        "attention=NaN | attention: is not a number (found: NaN)",
        "attention=0.5 | attention: is not from 1 to 100 (found: 0.5)",
        "attention=80 escalation=80 | attention: is not below escalation (80) (found: 80)",
        "attention=60 recoverBelow=60 | recoverBelow: is not from 0 to less than attention (60) (found: 60)",
        "recoverBelow=-1 | recoverBelow: is not from 0 to less than attention (found: -1)",
        "recoverBelow=100 | recoverBelow: is not from 0 to less than attention (found: 100)",
        "projection=on | projection: is not off (found: on)",
        "projection=off projectionAttention=PT1H | projection: is off, and a horizon is given (found: off)",
        "projection=off pageFrom=0.5 | projection: is off, and pageFrom is given (found: off)",
        "pageFrom=50 | pageFrom: is not from 0 to 1 (found: 50)",
        "pageFrom=-0.1 | pageFrom: is not from 0 to 1 (found: -0.1)",
        "pageFrom=half | pageFrom: is not a number (found: half)",
        "for=10m | for: is not a duration (found: 10m)",
        "for=-PT5M | for: is not from PT0S to PT24H (found: -PT5M)",
        "for=PT24H1S | for: is not from PT0S to PT24H (found: PT24H1S)",
        "projectionAttention=1x | projectionAttention: is not a duration (found: 1x)",
        "projectionAttention=P31D | projectionAttention: is not from PT1S to P30D (found: P31D)",
        "projectionAttention=PT1H projectionEscalation=PT2H | projectionEscalation: is longer than the horizon of attention (PT1H) (found: PT2H)"
      })
  void problemsAreReportedWithPlaceAndValue(String members, String told) {
    Map<String, String> read = new java.util.HashMap<>();
    for (String member : members.split(" ", -1)) {
      int equals = member.indexOf('=');
      read.put(member.substring(0, equals), member.substring(equals + 1));
    }
    read(read);
    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.toString()).startsWith(told + ". "));
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    read(Map.of("from", "x", "to", "x", "attention", "x", "projectionAttention", "x"));
    assertThat(violations)
        .extracting(Violation::path)
        .containsExactly("from", "to", "attention", "projectionAttention");
  }

  private BacktestQuestion read(Map<String, String> members) {
    return BacktestQuestion.read(members, violations);
  }
}

package dev.headroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  private static final Yardstick IN_FORCE =
      new Yardstick(new Levels(50, 70, 2), new Horizons(Duration.ofHours(3), null));
  private final List<Violation> violations = new ArrayList<>();

  @Test
  void nothingGivenTriesNothing() {
    Request request = read(Map.of());
    assertThat(request).isEqualTo(new Request(null, null, null, Trial.NOTHING));
    assertThat(request.trial().over(IN_FORCE)).isEqualTo(IN_FORCE);
  }

  @Test
  void everythingGivenIsTaken() {
    Request request =
        read(
            Map.of(
                "limit", "Daily*",
                "from", "2026-11-01T00:00:00Z",
                "to", "2026-11-25T11:00:00+01:00",
                "attention", "65",
                "escalation", "85.5",
                "recoverBelow", "3",
                "projectionAttention", "P1D",
                "projectionEscalation", "PT6H"));
    assertThat(request)
        .isEqualTo(
            new Request(
                "Daily*",
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-25T10:00:00Z"),
                new Trial(
                    new Levels(65, 85.5, 3),
                    new Horizons(Duration.ofDays(1), Duration.ofHours(6)))));
    assertThat(violations).isEmpty();
  }

  @Test
  void whatIsLeftOutOfLevelsHasItsDefaultAsInAPolicy() {
    assertThat(read(Map.of("escalation", "90")).trial())
        .isEqualTo(new Trial(new Levels(60, 90, 5), null));
    assertThat(read(Map.of("attention", "4")).trial())
        .isEqualTo(new Trial(new Levels(4, 80, 2), null));
    assertThat(read(Map.of("projectionAttention", "PT2H")).trial())
        .isEqualTo(new Trial(null, new Horizons(Duration.ofHours(2), null)));
    assertThat(read(Map.of("projection", "off")).trial().over(IN_FORCE))
        .isEqualTo(new Yardstick(IN_FORCE.levels(), Horizons.OFF));
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
        "attention=80 | attention: is not below escalation (80) (found: 80)",
        "escalation=60 | escalation: is not above attention (60) (found: 60)",
        "recoverBelow=60 | recoverBelow: is not from 0 to less than attention (60) (found: 60)",
        "recoverBelow=-1 | recoverBelow: is not from 0 to less than attention (60) (found: -1)",
        "projection=on | projection: is not off (found: on)",
        "projection=off projectionAttention=PT1H | projection: is off, and a horizon is given (found: off)",
        "projectionAttention=1h | projectionAttention: is not a duration (found: 1h)",
        "projectionAttention=P31D | projectionAttention: is not from PT1S to P30D (found: P31D)",
        "projectionAttention=PT1H projectionEscalation=PT2H | projectionEscalation: is longer than the horizon of attention (PT1H) (found: PT2H)"
      })
  void whatIsWrongIsToldWithItsPlaceAndValue(String members, String told) {
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
  void everythingThatIsWrongIsToldAtOnce() {
    read(Map.of("from", "x", "to", "x", "attention", "x", "projectionAttention", "x"));
    assertThat(violations)
        .extracting(Violation::path)
        .containsExactly("from", "to", "attention", "projectionAttention");
  }

  private Request read(Map<String, String> members) {
    return Request.read(members, violations);
  }
}

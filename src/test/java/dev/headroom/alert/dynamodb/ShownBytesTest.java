package dev.headroom.alert.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.alert.Glance;
import dev.headroom.alert.Severity;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShownBytesTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final LimitName CALLS = new LimitName("DailyApiRequests.Größe & \"日本\"");

  private final ShownBytes bytes = new ShownBytes(new InMemoryNameDictionary());

  static Stream<NextExhaustion> everything() {
    List<Grounds> grounds =
        List.of(
            new Grounds.Surge(SLOT.minusSeconds(7_200), 3.5),
            new Grounds.Surge(SLOT, Double.POSITIVE_INFINITY),
            new Grounds.UsualCourse(1.25, 0.75, 1.5),
            new Grounds.Growth(12.5, false),
            new Grounds.Growth(12.5, true));
    Stream<NextExhaustion> expected =
        grounds.stream()
            .map(
                g ->
                    new NextExhaustion.Expected(
                        CALLS,
                        new Projection.Exhausting(
                            SLOT,
                            SLOT.plus(Duration.ofHours(5)),
                            SLOT.plus(Duration.ofDays(300)),
                            0.87,
                            0.66,
                            g,
                            null)));
    Stream<NextExhaustion> unknown =
        Arrays.stream(UnknownReason.values()).map(NextExhaustion.NotKnown::new);
    Stream<NextExhaustion> out =
        Stream.concat(
                Arrays.stream(Relief.Reason.values()).map(r -> new Relief.NotKnown(r, 3)),
                Stream.of(new Relief.Expected(SLOT, SLOT.plusSeconds(60), SLOT.plusSeconds(90), 0)))
            .map(relief -> new NextExhaustion.Out(CALLS, SLOT.minus(Duration.ofDays(9)), relief));
    return Stream.of(expected, unknown, out, Stream.of(new NextExhaustion.NoneInSight(94)))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theForecastIsReadBackAndTakesAtMostFortyBytes(NextExhaustion next) {
    Foreseen foreseen = new Foreseen(next, SLOT);
    byte[] written = bytes.write(foreseen);
    assertThat(bytes.readForeseen(written)).contains(foreseen);
    assertThat(written.length).isLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aRowOfTheIndexIsReadBackAndTakesAtMostSixtyBytes(NextExhaustion next) {
    for (Severity severity : Severity.values()) {
      Glance glance =
          new Glance(
              ORG,
              123_456,
              SLOT,
              severity,
              new Glance.Worst(CALLS, 82.5),
              new Foreseen(next, SLOT.minusSeconds(300)));
      byte[] written = bytes.write(glance);
      assertThat(bytes.readGlance(ORG, written)).contains(glance);
      assertThat(written.length).isLessThanOrEqualTo(60);
    }
  }

  @Test
  void aRowWithoutAnythingIsReadBack() {
    Glance glance = new Glance(ORG, 1, SLOT, null, null, null);
    assertThat(bytes.readGlance(ORG, bytes.write(glance))).contains(glance);
  }

  @Test
  void anUnknownProbabilityIsReadBackAsSuch() {
    Foreseen foreseen =
        new Foreseen(
            new NextExhaustion.Expected(
                CALLS,
                new Projection.Exhausting(
                    SLOT, SLOT, SLOT, Double.NaN, Double.NaN, new Grounds.Growth(1, true), null)),
            SLOT);
    assertThat(bytes.readForeseen(bytes.write(foreseen))).contains(foreseen);
  }

  @Test
  void realNumbersAreKeptToSevenDigits() {
    Glance glance = new Glance(ORG, 1, SLOT, null, new Glance.Worst(CALLS, 100 / 3.0), null);
    assertThat(bytes.readGlance(ORG, bytes.write(glance)).orElseThrow().worst())
        .isNotNull()
        .satisfies(w -> assertThat(w.usedPercent()).isCloseTo(100 / 3.0, within(1e-5)));
  }

  /** Written by a newer release beside this one. */
  @Test
  void anotherFormIsPassedOver() {
    byte[] newer = {2, 1, 2, 3};
    assertThat(bytes.readForeseen(newer)).isEmpty();
    assertThat(bytes.readGlance(ORG, newer)).isEmpty();
  }

  @Test
  void bytesThatAreCutOffAreNotWrittenByUs() {
    byte[] whole = bytes.write(new Foreseen(new NextExhaustion.NoneInSight(94), SLOT));
    assertThatThrownBy(() -> bytes.readForeseen(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cut off");
  }
}

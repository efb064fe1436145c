package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When somebody who was shown one projection is shown another. */
class ForeseenTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName FILES = new LimitName("FileStorageMB");

  static Stream<Arguments> pairs() {
    return Stream.of(
        arguments("the same", in(CALLS, 8, 0.8), in(CALLS, 8, 0.8), false),
        arguments("other ends of the interval", in(CALLS, 8, 0.8), wide(8), false),
        arguments("an hour later of eight", in(CALLS, 8, 0.8), in(CALLS, 9, 0.8), false),
        arguments("two hours later of eight", in(CALLS, 8, 0.8), in(CALLS, 10, 0.8), false),
        arguments("three hours later of eight", in(CALLS, 8, 0.8), in(CALLS, 11, 0.8), true),
        arguments("three hours sooner of eight", in(CALLS, 8, 0.8), in(CALLS, 5, 0.8), true),
        arguments("ten minutes later of ten", at(10, 0.8), at(20, 0.8), false),
        arguments("twenty minutes later of ten", at(10, 0.8), at(30, 0.8), true),
        arguments("hardly more probable", in(CALLS, 8, 0.8), in(CALLS, 8, 0.89), false),
        arguments("more probable", in(CALLS, 8, 0.8), in(CALLS, 8, 0.9), true),
        arguments("another limit", in(CALLS, 8, 0.8), in(FILES, 8, 0.8), true),
        arguments("no longer expected", in(CALLS, 8, 0.8), none(0), true),
        arguments("has run out", in(CALLS, 8, 0.8), out(1, full()), true),
        arguments("ran out anew", out(1, full()), out(2, full()), true),
        arguments("is still out", out(1, full()), out(1, full()), false),
        arguments("room is expected now", out(1, full()), out(1, room(4)), true),
        arguments("room comes an hour later of four", out(1, room(4)), out(1, room(5)), false),
        arguments("room comes two hours later of four", out(1, room(4)), out(1, room(6)), true),
        arguments("more limits are not known", none(1), none(3), false),
        arguments("nothing is known any more", none(1), unknown(UnknownReason.AFTER_GAP), true),
        arguments(
            "not known for another reason",
            unknown(UnknownReason.FIRST_READING),
            unknown(UnknownReason.LESS_THAN_A_DAY),
            true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void aNotableChangeIsShown(
      String what, NextExhaustion shown, NextExhaustion now, boolean notable) {
    assertThat(new Foreseen(now, SLOT.plusSeconds(300)).isNotablyUnlike(new Foreseen(shown, SLOT)))
        .isEqualTo(notable);
  }

  @Test
  void whatWasNeverShownIsNotable() {
    assertThat(new Foreseen(none(0), SLOT).isNotablyUnlike(null)).isTrue();
  }

  private static NextExhaustion in(LimitName limit, int hours, double probability) {
    return expected(limit, SLOT.plus(Duration.ofHours(hours)), Duration.ZERO, probability);
  }

  private static NextExhaustion at(int minutes, double probability) {
    return expected(CALLS, SLOT.plus(Duration.ofMinutes(minutes)), Duration.ZERO, probability);
  }

  private static NextExhaustion wide(int hours) {
    return expected(CALLS, SLOT.plus(Duration.ofHours(hours)), Duration.ofHours(4), 0.8);
  }

  private static NextExhaustion expected(
      LimitName limit, Instant likely, Duration around, double probability) {
    return new NextExhaustion.Expected(
        limit,
        new Projection.Exhausting(
            likely.minus(around),
            likely,
            likely.plus(around),
            probability,
            probability,
            new Grounds.Growth(1, false),
            null));
  }

  private static NextExhaustion out(int hoursAgo, Relief relief) {
    return new NextExhaustion.Out(CALLS, SLOT.minus(Duration.ofHours(hoursAgo)), relief);
  }

  private static Relief full() {
    return new Relief.NotKnown(Relief.Reason.REFILLED, 0);
  }

  private static Relief room(int hours) {
    Instant at = SLOT.plus(Duration.ofHours(hours));
    return new Relief.Expected(at, at, at, 0);
  }

  private static NextExhaustion none(int unknown) {
    return new NextExhaustion.NoneInSight(unknown);
  }

  private static NextExhaustion unknown(UnknownReason reason) {
    return new NextExhaustion.NotKnown(reason);
  }
}

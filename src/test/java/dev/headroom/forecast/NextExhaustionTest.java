package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which limit of an org comes first. */
class NextExhaustionTest {
  private static final Instant SLOT = Instant.parse("2026-11-24T11:00:00Z");
  private static final Relief FULL = new Relief.NotKnown(Relief.Reason.NEEDS_CLEANUP, 0);
  private static final Projection STABLE = new Projection.Stable(0, 0, null, null);
  private static final Projection YOUNG =
      new Projection.Unknown(UnknownReason.LESS_THAN_A_DAY, null);
  private static final Projection OFF = new Projection.Unknown(UnknownReason.NOT_PROVISIONED, null);

  @Test
  void whatHasRunOutComesFirstTheNewestBefore() {
    assertThat(of(in(1), out(7), out(3), STABLE))
        .isEqualTo(new NextExhaustion.Out(limit(2), SLOT.minusSeconds(3 * 3_600), FULL));
  }

  @Test
  void whatRunsOutSoonestComesNext() {
    Projection.Exhausting soonest = in(2);
    assertThat(of(STABLE, in(5), YOUNG, soonest))
        .isEqualTo(new NextExhaustion.Expected(limit(3), soonest));
  }

  @Test
  void noneIsInSightWhereSomethingIsKnownAndTheOthersAreCounted() {
    assertThat(of(STABLE, YOUNG, OFF, YOUNG)).isEqualTo(new NextExhaustion.NoneInSight(2));
    assertThat(of(OFF)).isEqualTo(new NextExhaustion.NoneInSight(0));
  }

  @Test
  void nothingIsKnownWhereNothingCanBeSaidOfAnyLimit() {
    assertThat(of(YOUNG, OFF))
        .isEqualTo(new NextExhaustion.NotKnown(UnknownReason.LESS_THAN_A_DAY));
  }

  @Test
  void orgsAreSortedByTimeToExhaustion() {
    NextExhaustion late = of(in(9));
    NextExhaustion soon = of(in(1));
    NextExhaustion old = of(out(9));
    NextExhaustion fresh = of(out(1));
    NextExhaustion none = of(STABLE);
    NextExhaustion unknown = of(YOUNG);
    // What is equal keeps its order.
    assertThat(
            List.of(none, late, unknown, old, soon, fresh).stream()
                .sorted(NextExhaustion.SOONEST_FIRST))
        .containsExactly(fresh, old, soon, late, none, unknown);
  }

  private static NextExhaustion of(Projection... projections) {
    SortedMap<LimitName, Outcome> outcomes = new TreeMap<>();
    for (int i = 0; i < projections.length; i++) {
      outcomes.put(limit(i), new Outcome(projections[i], null, false));
    }
    return NextExhaustion.of(outcomes);
  }

  private static LimitName limit(int i) {
    return new LimitName("Limit" + i);
  }

  private static Projection out(int hours) {
    return new Projection.Exhausted(SLOT.minusSeconds(hours * 3_600L), FULL, null);
  }

  private static Projection.Exhausting in(int hours) {
    Instant at = SLOT.plusSeconds(hours * 3_600L);
    return new Projection.Exhausting(
        at, at, at, 0.5, 0.5, new Grounds.UsualCourse(1, 0.8, 1.1), null);
  }
}

package dev.headroom.cycle.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.job.OrgJobQueue.Turn;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Turn> sent = new ArrayList<>();

  @Test
  void atAnHourlyTickEveryOrgOfAnHourlyJobHasItsTurn() {
    FanOut.Report report = fanOut(300).fanOut(OrgJob.ATTRIBUTE, Cadence.every(HOUR), MIDNIGHT);

    assertThat(report).isEqualTo(new FanOut.Report(MIDNIGHT, 300, 300));
    assertThat(sent).extracting(t -> t.message().org()).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void turnsAreSpreadOverAQuarterOfAnHourAndEachSaysWhenItIs() {
    fanOut(1_500).fanOut(OrgJob.ATTRIBUTE, Cadence.every(HOUR), MIDNIGHT);

    assertThat(sent)
        .allSatisfy(
            t -> {
              assertThat(t.delay()).isBetween(Duration.ZERO, OrgJobQueue.MAX_DELAY);
              assertThat(t.message().at()).isEqualTo(MIDNIGHT.plus(t.delay()));
            });
    Map<Duration, Integer> minutes = new HashMap<>();
    sent.forEach(t -> minutes.merge(t.delay(), 1, Integer::sum));
    // 100 in the mean; a herd would be far outside of five standard deviations.
    assertThat(minutes.values()).hasSize(15).allSatisfy(n -> assertThat(n).isBetween(50, 150));
  }

  @Test
  void aTickThatComesTwiceSendsTheSameTurns() {
    FanOut fanOut = fanOut(50);
    fanOut.fanOut(OrgJob.ATTRIBUTE, Cadence.every(HOUR), MIDNIGHT.plusSeconds(7));
    List<Turn> first = List.copyOf(sent);
    sent.clear();
    fanOut.fanOut(OrgJob.ATTRIBUTE, Cadence.every(HOUR), MIDNIGHT.plusSeconds(59));

    assertThat(sent).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 24})
  void anOrgHasOneTurnInItsCadenceAndTheFleetIsSpreadOverIt(int hours) {
    FanOut fanOut = fanOut(2_400);
    Set<Object> orgs = new HashSet<>();
    for (int hour = 0; hour < hours; hour++) {
      sent.clear();
      fanOut.fanOut(
          OrgJob.ATTRIBUTE,
          Cadence.every(Duration.ofHours(hours)),
          MIDNIGHT.plus(HOUR.multipliedBy(hour)));
      int mean = 2_400 / hours;
      assertThat(sent.size()).isBetween(mean / 2, mean * 3 / 2);
      sent.forEach(t -> assertThat(orgs.add(t.message().org())).isTrue());
    }

    assertThat(orgs).hasSize(2_400);
  }

  @Test
  void eachOrgHasTheCadenceThatIsItsOwn() {
    FanOut fanOut = fanOut(240);
    Cadence cadence = org -> org.id().value().endsWith("0") ? HOUR : Duration.ofDays(1);
    Map<String, Integer> turns = new HashMap<>();
    for (int hour = 0; hour < 24; hour++) {
      sent.clear();
      fanOut.fanOut(OrgJob.ATTRIBUTE, cadence, MIDNIGHT.plus(HOUR.multipliedBy(hour)));
      sent.forEach(t -> turns.merge(t.message().org().value(), 1, Integer::sum));
    }

    assertThat(turns).hasSize(240);
    turns.forEach((org, n) -> assertThat(n).isEqualTo(org.endsWith("0") ? 24 : 1));
  }

  @Test
  void aFleetWithoutOrgsSendsNothing() {
    assertThat(fanOut(0).fanOut(OrgJob.ATTRIBUTE, Cadence.every(HOUR), MIDNIGHT).due()).isZero();
  }

  private FanOut fanOut(int orgs) {
    List<Org> fleet =
        IntStream.range(0, orgs).mapToObj(i -> PollPorts.org("org-%05d".formatted(i))).toList();
    return new FanOut(PollPorts.directory(fleet), (job, turns) -> sent.addAll(turns));
  }
}

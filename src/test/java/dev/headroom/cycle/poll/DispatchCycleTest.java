package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchCycleTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");

  private final List<PollMessage> sent = new ArrayList<>();

  @Test
  void everyOrgIsSentOnceAnIntervalForTheSlotItLiesIn() {
    DispatchCycle cycle = cycle(fleet(300));
    for (int minute = 0; minute < 5; minute++) {
      cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute + 31));
    }

    assertThat(sent).allSatisfy(m -> assertThat(m.slot()).isEqualTo(MIDNIGHT));
    assertThat(sent.stream().flatMap(m -> m.orgs().stream())).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void theFleetIsSpreadOverItsInterval() {
    DispatchCycle cycle = cycle(fleet(1_000));
    List<Integer> due = new ArrayList<>();
    for (int minute = 0; minute < 5; minute++) {
      due.add(cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute)).due());
    }

    // 200 in the mean; a herd would be far outside of five standard deviations.
    assertThat(due).allSatisfy(n -> assertThat(n).isBetween(140, 260));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org-%05d", "%d", "acme-%d-prod", "customer%03d", "eu-%d-sandbox-of-production"})
  void tenThousandOrgsAreFortyMessagesInEveryMinute(String names) {
    DispatchCycle cycle = cycle(fleet(10_000, names));
    int sentOrgs = 0;
    for (int minute = 0; minute < 5; minute++) {
      DispatchReport report = cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute));

      assertThat(report.messages()).isLessThanOrEqualTo(40);
      assertThat(report.due()).isBetween(1_600, 2_000);
      sentOrgs += report.due();
    }
    assertThat(sentOrgs).isEqualTo(10_000);
  }

  @Test
  void fewOrgsChangeTheirMinuteWhenAnotherJoins() {
    List<Org> fleet = fleet(10_000, "org-%05d");
    List<Org> more = new ArrayList<>(fleet);
    more.add(every("newcomer", Duration.ofMinutes(5)));
    int moved = 0;
    for (int minute = 0; minute < 5; minute++) {
      Set<Org> before = Set.copyOf(Spread.due(fleet, MIDNIGHT.plusSeconds(60L * minute)));
      moved +=
          (int)
              Spread.due(more, MIDNIGHT.plusSeconds(60L * minute)).stream()
                  .filter(org -> !before.contains(org))
                  .count();
    }

    assertThat(moved).isBetween(1, 200);
  }

  @Test
  void theOrderInWhichTheFleetIsListedMovesNobody() {
    List<Org> fleet = fleet(10_000, "org-%05d");
    for (int minute = 0; minute < 5; minute++) {
      Instant at = MIDNIGHT.plusSeconds(60L * minute);
      assertThat(Spread.due(fleet.reversed(), at))
          .containsExactlyInAnyOrderElementsOf(Spread.due(fleet, at));
    }
  }

  @Test
  void messagesHoldAtMostFiftyOrgs() {
    DispatchCycle cycle = cycle(fleet(1_000));
    DispatchReport report = cycle.dispatch(MIDNIGHT);

    assertThat(sent).allSatisfy(m -> assertThat(m.orgs()).hasSizeBetween(1, 50));
    assertThat(report.orgs()).isEqualTo(1_000);
    assertThat(report.messages()).isEqualTo(sent.size()).isEqualTo((report.due() + 49) / 50);
  }

  @Test
  void orgsOfSeveralIntervalsHaveSlotsOfTheirOwn() {
    Org often = every("often", Duration.ofMinutes(5));
    Org daily = every("daily", Duration.ofDays(1));
    DispatchCycle cycle = cycle(List.of(often, daily));
    for (int minute = 0; minute < 24 * 60; minute++) {
      cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute));
    }

    assertThat(slots(often)).hasSize(288).doesNotHaveDuplicates();
    assertThat(slots(daily)).containsExactly(MIDNIGHT);
  }

  @Test
  void aTickThatComesTwiceSendsTheSameAgain() {
    DispatchCycle cycle = cycle(fleet(10));
    for (int minute = 0; minute < 5; minute++) {
      cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute));
    }
    List<PollMessage> first = List.copyOf(sent);
    sent.clear();
    for (int minute = 0; minute < 5; minute++) {
      cycle.dispatch(MIDNIGHT.plusSeconds(60L * minute));
    }

    assertThat(sent).isEqualTo(first);
  }

  @Test
  void anEmptyFleetSendsNothing() {
    assertThat(cycle(List.of()).dispatch(MIDNIGHT.plusSeconds(59)))
        .isEqualTo(new DispatchReport(MIDNIGHT, 0, 0, 0));
    assertThat(sent).isEmpty();
  }

  private DispatchCycle cycle(List<Org> orgs) {
    return new DispatchCycle(PollPorts.directory(orgs), sent::addAll);
  }

  private List<Instant> slots(Org org) {
    return sent.stream().filter(m -> m.orgs().contains(org.id())).map(PollMessage::slot).toList();
  }

  private static List<Org> fleet(int orgs) {
    return fleet(orgs, "org-%05d");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static List<Org> fleet(int orgs, String names) {
    return IntStream.range(0, orgs).mapToObj(i -> PollPorts.org(names.formatted(i))).toList();
  }

  private static Org every(String id, Duration interval) {
    Org org = PollPorts.org(id);
    return new Org(
        new OrgId(id),
        org.tenant(),
        org.loginUrl(),
        org.credentials(),
        interval,
        org.apiVersion(),
        org.tags());
  }
}

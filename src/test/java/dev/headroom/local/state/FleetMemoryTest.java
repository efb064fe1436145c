package dev.headroom.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FleetMemoryTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final AlertKey KEY = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final Episode OPEN =
      new Episode(SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT, null);
  private static final Episode RESOLVED =
      new Episode(
          SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT.plusSeconds(300), SLOT.plusSeconds(300));

  private final Store store = new Store();
  private final FleetMemory memory = new FleetMemory(store, store);

  @Test
  void stateIsReadFromTheStoreOnceAndThenHeardOf() {
    store.state = state(4);

    assertThat(memory.state(ORG).version()).isEqualTo(4);
    commit(state(5), List.of());
    assertThat(memory.state(ORG).version()).isEqualTo(5);
    assertThat(store.reads).isEqualTo(1);
  }

  @Test
  void olderStateNeverReplacesANewerOneButANewBeginningDoes() {
    commit(state(9), List.of());
    memory.remember(state(8));
    assertThat(memory.state(ORG).version()).isEqualTo(9);

    commit(state(1), List.of());
    assertThat(memory.state(ORG).version()).isEqualTo(1);
  }

  @Test
  void episodesOfTheStoreAreThereAfterARestartAndFollowTheirTransitions() {
    store.episodes.add(new AlertRecord(KEY, OPEN));

    assertThat(memory.openAlerts()).containsExactly(new AlertRecord(KEY, OPEN));
    commit(state(1), List.of(new Transition.Resolved(KEY, RESOLVED, evidence())));
    assertThat(memory.openAlerts()).isEmpty();
    assertThat(memory.alerts()).containsExactly(new AlertRecord(KEY, RESOLVED));
  }

  @Test
  void aTransitionReceivedBeforeTheStoreWasReadIsNotUndoneByIt() {
    commit(state(1), List.of(new Transition.Resolved(KEY, RESOLVED, evidence())));
    store.episodes.add(new AlertRecord(KEY, OPEN));

    assertThat(memory.alerts()).containsExactly(new AlertRecord(KEY, RESOLVED));
  }

  @Test
  void oldestResolvedEpisodesMakeRoomAndOpenOnesStay() {
    commit(state(1), List.of(new Transition.Opened(KEY, OPEN, evidence())));
    for (int i = 1; i <= FleetMemory.MAX_EPISODES; i++) {
      Instant at = SLOT.plusSeconds(300L * i);
      AlertKey key = AlertKey.usage(ORG, new LimitName("DataStorageMB"));
      commit(
          state(i + 1),
          List.of(
              new Transition.Resolved(
                  key, new Episode(at, Severity.ATTENTION, Reason.THRESHOLD, at, at), evidence())));
    }

    assertThat(memory.alerts()).hasSizeLessThanOrEqualTo(FleetMemory.MAX_EPISODES);
    assertThat(memory.openAlerts()).containsExactly(new AlertRecord(KEY, OPEN));
  }

  @Test
  void theEpisodesOfAKeyAreThoseOfTheStoreAlsoWhereTheyMadeRoomHere() {
    AlertKey other = AlertKey.notReporting(ORG);
    store.episodes.add(new AlertRecord(other, OPEN));
    store.episodes.add(new AlertRecord(KEY, RESOLVED));

    assertThat(memory.alerts(KEY, 9)).containsExactly(new AlertRecord(KEY, RESOLVED));
  }

  private void commit(OrgState next, List<Transition> transitions) {
    memory.committed(SlotObserver.Committed.of(next, SLOT, transitions));
  }

  private static Evidence evidence() {
    return Evidence.Use.of(SLOT, Reading.ofUsed(60, 100));
  }

  private static OrgState state(long version) {
    return new OrgState(ORG, version, SLOT, SLOT, new TreeMap<>(), Map.of(), null);
  }

  private static final class Store implements AlertStates, Episodes {
    private final List<AlertRecord> episodes = new ArrayList<>();
    private OrgState state = OrgState.neverRead(ORG);
    private int reads;

    @Override
    public OrgState read(OrgId org) {
      reads++;
      return state;
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      return CommitResult.COMMITTED;
    }

    @Override
    public List<AlertRecord> open() {
      return episodes.stream().filter(r -> r.episode().isOpen()).toList();
    }

    @Override
    public List<AlertRecord> newest(int most) {
      return episodes;
    }

    @Override
    public Optional<AlertRecord> newest(AlertKey key) {
      return Optional.empty();
    }

    @Override
    public List<AlertRecord> of(AlertKey key, int most) {
      return episodes.stream().filter(r -> r.key().equals(key)).limit(most).toList();
    }

    @Override
    public Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
      return Optional.empty();
    }
  }
}

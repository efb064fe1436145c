package dev.headroom.local;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.local.queue.LocalPollQueue;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The slots of the whole fleet: which was the last, and the polls of one. */
@Singleton
final class FleetSlots {
  private final OrgDirectory directory;
  private final AlertStates states;
  private final LocalPollQueue polls;

  FleetSlots(OrgDirectory directory, AlertStates states, LocalPollQueue polls) {
    this.directory = directory;
    this.states = states;
    this.polls = polls;
  }

  List<OrgId> orgs() {
    return directory.all().stream().map(Org::id).toList();
  }

  /** Returns the newest completed slot of any org. */
  Optional<Instant> newest() {
    return directory.all().stream()
        .map(org -> states.read(org.id()).lastSlot())
        .flatMap(slot -> Optional.ofNullable(slot).stream())
        .max(Instant::compareTo);
  }

  /** Lets every org be read for its slot at {@code time}. */
  void readAll(Instant time) {
    List<Org> orgs = directory.all();
    for (Instant slot : orgs.stream().map(o -> o.slotAt(time)).distinct().toList()) {
      List<OrgId> due =
          orgs.stream().filter(o -> o.slotAt(time).equals(slot)).map(Org::id).toList();
      polls.send(DispatchCycle.messages(slot, due));
    }
  }

  /** Waits until everything requested has been read. */
  void awaitRead() throws InterruptedException {
    polls.awaitIdle();
  }
}

package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Removal;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Resolves what orgs left open when they left the fleet, because no poll will. */
public final class Departures implements Lookout {
  private final Episodes episodes;
  private final AlertStates states;
  private final OrgDirectory directory;
  private final SlotObservers observers;
  private final InstantSource clock;

  /**
   * Uses this directory.
   *
   * @param clock the fleet's clock
   */
  public Departures(
      Episodes episodes,
      AlertStates states,
      OrgDirectory directory,
      SlotObservers observers,
      InstantSource clock) {
    this.episodes = episodes;
    this.states = states;
    this.directory = directory;
    this.observers = observers;
    this.clock = clock;
  }

  /** Resolves them; an org that is being committed at the same moment is left to the next look. */
  @Override
  public Report look() {
    List<SlotObserver.Failure> unheard = new ArrayList<>();
    Set<OrgId> left =
        episodes.open().stream().map(alert -> alert.key().org()).collect(Collectors.toSet());
    left.remove(OrgId.FLEET);
    left.removeIf(org -> directory.find(org).isPresent());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    int resolved = 0;
    for (OrgId org : left) {
      OrgState state = states.read(org);
      List<Transition> all = Removal.of(state, now);
      List<Transition> part = all.subList(0, Math.min(all.size(), AlertStates.MAX_TRANSITIONS));
      if (part.isEmpty()) {
        continue;
      }
      OrgState next = state.with(part, null);
      if (states.commit(next, part) == CommitResult.COMMITTED) {
        unheard.addAll(observers.tell(SlotObserver.Committed.of(next, now, part)));
        resolved += part.size();
      }
    }
    return new Report(resolved, unheard);
  }
}

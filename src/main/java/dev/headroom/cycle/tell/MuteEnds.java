package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Mutes.Withheld;
import dev.headroom.notify.Muting;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends what a mute held back, once it is over or removed and if the alert is still open: a
 * reminder that goes to everyone whom the mute kept from being notified.
 */
public final class MuteEnds implements Lookout {
  private static final int MAX = 500;

  private final ActiveMutes mutes;
  private final AlertStates states;
  private final Outbox outbox;
  private final SlotObservers observers;

  /** Uses these ports. */
  public MuteEnds(ActiveMutes mutes, AlertStates states, Outbox outbox, SlotObservers observers) {
    this.mutes = mutes;
    this.states = states;
    this.outbox = outbox;
    this.observers = observers;
  }

  /** Looks at every alert that waits; one that changes meanwhile is left to the next look. */
  @Override
  public Report look() {
    List<Withheld> waiting = mutes.waiting().withheld(MAX);
    if (waiting.isEmpty()) {
      return new Report(0, List.of());
    }
    Muting muting = mutes.now();
    List<SlotObserver.Failure> unheard = new ArrayList<>();
    int sent = 0;
    for (Withheld withheld : waiting) {
      sent += look(withheld, muting, unheard) ? 1 : 0;
    }
    return new Report(sent, unheard);
  }

  private boolean look(Withheld withheld, Muting muting, List<SlotObserver.Failure> unheard) {
    AlertKey key = withheld.key();
    Optional<OutboxEntry> newest = outbox.latest(key);
    Decision decision = newest.map(OutboxEntry::decision).orElse(null);
    OrgState state = states.read(key.org());
    Episode episode = state.open().get(key);
    if (episode == null) {
      // Over: who was not notified of it has nothing to be told.
      mutes.waiting().release(withheld);
      return false;
    }
    if (newest.isEmpty() || decision == null) {
      // It is about to be decided, by the mutes as they are then.
      return false;
    }
    if (decision.muted().isEmpty()) {
      mutes.waiting().release(withheld);
      return false;
    }
    Instant now = mutes.time().truncatedTo(ChronoUnit.SECONDS);
    Instant at = now.isBefore(episode.updatedAt()) ? episode.updatedAt() : now;
    Transition again =
        new Transition.Reminded(
            key, episode.announced(at), newest.get().transition().evidence().at(at));
    if (muting.of(again, decision.tenant(), decision.tags()).isPresent()) {
      return false;
    }
    OrgState next = state.with(List.of(again), null);
    if (states.commit(next, List.of(again)) != CommitResult.COMMITTED) {
      return false;
    }
    unheard.addAll(observers.tell(SlotObserver.Committed.of(next, at, List.of(again))));
    return true;
  }
}

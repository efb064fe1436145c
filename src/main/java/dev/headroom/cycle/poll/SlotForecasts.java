package dev.headroom.cycle.poll;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.cycle.Fault;
import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a slot stores and forecasts. Only an unavailable store stops it: a missing forecast must not
 * prevent present levels from being judged.
 */
final class SlotForecasts {
  private final UsageHistory history;
  private final Foresee foresee;

  SlotForecasts(UsageHistory history, Foresee foresee) {
    this.history = history;
    this.foresee = foresee;
  }

  /** Loads forecasts. A failure here repeats, and is reported, when the slot is forecast. */
  void prepare(Org org, OrgState before) {
    try {
      foresee.prepare(org.zone(), before);
    } catch (StoreFailedException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      foresee.forget(before.org());
    }
  }

  /**
   * Returns the samples that the state has to have after a slot, and stores those that are
   * complete. A slot without a reading leaves them as they were.
   */
  @Nullable SampleBlock sampled(Org org, Snapshot snapshot, OrgState state, Instant slot) {
    return snapshot.readings().isEmpty()
        ? state.recent()
        : StoreFailedException.guarded(
            () -> history.add(org.id(), state.recent(), new Sample(slot, snapshot)));
  }

  /**
   * Returns the forecasts, by limit.
   *
   * @param remarks receives the reason if there are none
   */
  SortedMap<LimitName, Foresight> foresee(
      Org org, Snapshot snapshot, OrgState state, Instant slot, List<String> remarks) {
    if (snapshot.readings().isEmpty()) {
      return new TreeMap<>();
    }
    try {
      return foresee.at(org.zone(), state, slot, snapshot.readings());
    } catch (StoreFailedException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      foresee.forget(org.id());
      remarks.add("there are no forecasts: " + Fault.of(e));
      return new TreeMap<>();
    }
  }

  /** Returns the state with the worst projection; a slot without a reading leaves it as it was. */
  OrgState told(OrgState next, Look look, Instant slot) {
    return (look.snapshot().readings().isEmpty()
            ? next
            : next.foreseeing(
                foresee.worst(next.org()).filter(f -> f.asOf().equals(slot)).orElse(null)))
        .indexed();
  }

  /** Stores the forecasts of a committed slot. If that fails, they are replayed later. */
  void keep(OrgState before, Instant slot, List<String> remarks) {
    try {
      foresee.keep(before, slot);
    } catch (StoreFailedException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      remarks.add("the forecasts were not stored: " + Fault.of(e));
    }
  }
}

package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Bounds how many limits are known per org: an org that renames its limits with every reading must
 * not fill its row, the dictionary of names and the memory shared by all orgs.
 *
 * <p>Limits that the org no longer reports make room, at most {@link #MAX_FORGOTTEN} per reading:
 * first those that were already gone before the last reading. A limit with an open alert, or whose
 * vanishing has an open alert, stays.
 */
final class KnownLimits {
  /** Per org, vanished ones included. Real orgs report fewer than a hundred. */
  static final int MAX = 2_000;

  /** Per reading. An org that renames more at a time is read again once there is room. */
  static final int MAX_FORGOTTEN = 100;

  private KnownLimits() {}

  /** Returns the outcome itself, or a failure if what it would add cannot be accepted. */
  static PollOutcome bounded(PollOutcome outcome, OrgState state) {
    if (!(outcome instanceof PollOutcome.Read read) || fits(state, read.snapshot())) {
      return outcome;
    }
    int after = count(state, read.snapshot()) - forgotten(state, read.snapshot());
    return after <= MAX
        ? outcome
        : new PollOutcome.Failed(
            FailureKind.MALFORMED,
            ("the org reports %,d limits, of which %,d are new; with those that it reported before"
                    + " that would be %,d, and at most %,d are kept of an org")
                .formatted(
                    read.snapshot().readings().size(),
                    read.snapshot().readings().keySet().stream()
                        .filter(limit -> !state.known().containsKey(limit))
                        .count(),
                    after,
                    MAX),
            "See what in the org creates connected apps or other things with limits of their own"
                + " again and again. Up to "
                + MAX_FORGOTTEN
                + " limits that are gone make room with each reading.");
  }

  /** Returns what is known after a reading. */
  static SortedMap<LimitName, Known> after(OrgState state, Snapshot snapshot) {
    LimitMap<Known> before = LimitMap.copyOf(state.known());
    if (before.hasLimitsOf(snapshot.readings())) {
      return snapshot.readings().map((limit, reading) -> new Known(reading, true));
    }
    Set<LimitName> gone = Set.copyOf(whichMakeRoom(state, snapshot));
    LimitMap.Builder<Known> known = LimitMap.builder(before.size() + 1);
    LimitMap.forBoth(
        before,
        snapshot.readings(),
        (limit, k, reading) -> {
          if (reading != null) {
            known.put(limit, new Known(reading, true));
          } else if (k != null && !gone.contains(limit)) {
            known.put(limit, new Known(k.reading(), false));
          }
        });
    return known.build();
  }

  /** Returns how many limits make room for what {@code snapshot} adds. */
  static int forgotten(OrgState state, Snapshot snapshot) {
    return whichMakeRoom(state, snapshot).size();
  }

  /** Whether all have room even if none is in both. */
  private static boolean fits(OrgState state, Snapshot snapshot) {
    return state.known().size() + snapshot.readings().size() <= MAX;
  }

  private static int count(OrgState state, Snapshot snapshot) {
    Set<LimitName> all = new HashSet<>(state.known().keySet());
    all.addAll(snapshot.readings().keySet());
    return all.size();
  }

  /** The limits that make room for what {@code snapshot} adds. */
  private static List<LimitName> whichMakeRoom(OrgState state, Snapshot snapshot) {
    if (fits(state, snapshot)) {
      return Collections.emptyList();
    }
    int beyond = Math.min(count(state, snapshot) - MAX, MAX_FORGOTTEN);
    if (beyond <= 0) {
      return Collections.emptyList();
    }
    List<LimitName> earlier = new ArrayList<>();
    List<LimitName> now = new ArrayList<>();
    state
        .known()
        .forEach(
            (limit, known) -> {
              boolean matters =
                  state.missing().containsKey(limit)
                      || state.open().containsKey(AlertKey.usage(state.org(), limit));
              if (!snapshot.readings().containsKey(limit) && !matters) {
                (known.current() ? now : earlier).add(limit);
              }
            });
    earlier.addAll(now);
    return earlier.subList(0, Math.min(beyond, earlier.size()));
  }
}

package dev.headroom.cycle.poll;

import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.Pending;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a slot showed of an org, in the terms of the sample, of judging and of the state.
 *
 * @param snapshot what is stored as the sample; empty if there are no numbers
 * @param seen what is judged, before forecasts are added
 * @param read whether the org gave a reading, even one of a single limit
 * @param problem what keeps the reading from being whole; null if it is
 */
public record Look(
    Snapshot snapshot,
    SortedMap<LimitName, Evidence.Use> seen,
    boolean read,
    @Nullable Problem problem) {

  /** A slot that is completed this far from its time is a backlog, or lies ahead of the clock. */
  private static final Duration ABOUT_NOW = Duration.ofMinutes(10);

  static Look at(PollOutcome outcome, OrgState state, Instant slot) {
    return switch (KnownLimits.bounded(outcome, state)) {
      case PollOutcome.Read whole -> whole(whole.snapshot(), slot);
      case PollOutcome.Exhausted exhausted -> exhausted(exhausted.told(), state, slot);
      case PollOutcome.Failed failed ->
          new Look(
              toldOf(failed.told()),
              new TreeMap<>(),
              false,
              Problem.missed(failed.kind(), failed.detail(), failed.remedy(), state.problem()));
    };
  }

  /**
   * An answer that is not a reading may still contain one limit. It is stored as a sample and
   * shown; since nothing is known of the others, nothing is judged by it.
   */
  private static Snapshot toldOf(@Nullable Reading told) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    if (told != null) {
      readings.put(LimitName.DAILY_API_REQUESTS, told);
    }
    return new Snapshot(readings, false);
  }

  private static Look whole(Snapshot snapshot, Instant slot) {
    return new Look(
        snapshot,
        snapshot.readings().map((limit, reading) -> Evidence.Use.of(slot, reading)),
        true,
        null);
  }

  /** The refusal is a reading of one limit: 100 % of it, or the known use above that. */
  private static Look exhausted(@Nullable Reading told, OrgState state, Instant slot) {
    LimitName calls = LimitName.DAILY_API_REQUESTS;
    Known known = state.known().get(calls);
    Reading base = told != null ? told : known == null ? null : known.reading();
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    SortedMap<LimitName, Evidence.Use> seen = new TreeMap<>();
    if (base == null || base.usedPercent().isEmpty()) {
      // This org's allocation was never known. It is known all the same that it is used up.
      seen.put(calls, new Evidence.Use(slot, 100.0, null));
    } else {
      Reading full = Reading.ofUsed(Math.max(base.max(), base.used()), base.max());
      readings.put(calls, full);
      seen.put(calls, Evidence.Use.of(slot, full));
    }
    return new Look(
        new Snapshot(readings, false),
        seen,
        true,
        Problem.notWhole(
            "the org refuses calls because its daily API requests are used up (403"
                + " REQUEST_LIMIT_EXCEEDED); its other limits cannot be read meanwhile",
            "Calls work again as the trailing 24-hour count falls: stop what is using them, or buy"
                + " more calls. Nothing resets at midnight."));
  }

  /** Returns why there is no reading; empty if there is one. */
  Optional<FailureKind> unread() {
    return read || problem == null ? Optional.empty() : Optional.ofNullable(problem.kind());
  }

  /** Returns what is judged, with the forecast of each limit. */
  SortedMap<LimitName, Evidence.Use> seen(SortedMap<LimitName, Foresight> foreseen) {
    LimitMap.Builder<Evidence.Use> all = LimitMap.builder(seen.size());
    LimitMap.forBoth(
        LimitMap.copyOf(seen),
        LimitMap.copyOf(foreseen),
        (limit, use, foresight) -> {
          if (use != null) {
            all.put(
                limit,
                new Evidence.Use(
                    use.slot(),
                    use.usedPercent(),
                    use.reading(),
                    foresight == null ? Foresight.BLIND : foresight));
          }
        });
    return all.build();
  }

  /** Returns what the slot says about whether the org reports. */
  Evidence.Silence silence(OrgState state, Instant slot) {
    return problem == null || read
        ? new Evidence.Silence(slot, 0, state.lastReadAt(), null, null)
        : new Evidence.Silence(
            slot, problem.missed(), state.lastReadAt(), problem.detail(), problem.remedy());
  }

  /** Returns when a slot was completed; null if that was about its own time. */
  static @Nullable Instant settledAt(Instant slot, Instant at) {
    return Duration.between(slot, at).abs().compareTo(ABOUT_NOW) > 0 ? at : null;
  }

  /** Returns the state after this slot. */
  OrgState after(OrgState state, Instant slot, Instant readAt, Judged judged) {
    SortedMap<LimitName, Known> known = KnownLimits.after(state, snapshot);
    SortedMap<LimitName, Pending> pending = new TreeMap<>(judged.pending());
    // No alert is ever raised for a limit that made room for others.
    pending
        .keySet()
        .removeIf(limit -> state.known().containsKey(limit) && !known.containsKey(limit));
    return new OrgState(
        state.org(),
        state.version() + 1,
        slot,
        read ? readAt : state.lastReadAt(),
        known,
        new Evaluator.Judgement(judged.transitions(), judged.noted(), pending).after(state.open()),
        problem,
        judged.missing(),
        state.unknown(),
        state.upkeep(),
        settledAt(slot, readAt),
        pending,
        state.shown());
  }
}

package dev.headroom.cycle.watch;

import dev.headroom.alert.AdaptiveInterval;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.SilenceJudge;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.Fault;
import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.Lookout;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds orgs whose slots stopped, whoever should have polled them. Each org is checked once per
 * interval.
 *
 * <ul>
 *   <li>An org whose newest completed slot is too old is reported as not reporting.
 *   <li>If more than half of the fleet is stale, there is one alert for the fleet instead.
 *   <li>An org whose last slot lies ahead of the clock would not be read before that time; it is
 *       put back to the clock. Its later samples and its open alerts stay.
 * </ul>
 */
public final class StaleOrgs implements Lookout {
  /** A fleet up to this size is checked as a whole to see how much of it is stale. */
  private static final int MAX_READ = 500;

  private final OrgDirectory directory;
  private final AlertStates states;
  private final SlotObservers observers;
  private final LeastStale least;
  private final InstantSource clock;
  private final List<SlotObserver.Failure> unheard = new ArrayList<>();
  private Optional<Instant> lookedAt = Optional.empty();
  private Optional<Duration> oldest = Optional.empty();
  private Optional<Duration> readWithin = Optional.empty();

  /**
   * Checks the orgs of this directory.
   *
   * @param clock the fleet's clock
   */
  public StaleOrgs(
      OrgDirectory directory,
      AlertStates states,
      SlotObservers observers,
      LeastStale least,
      InstantSource clock) {
    this.directory = directory;
    this.states = states;
    this.observers = observers;
    this.least = least;
    this.clock = clock;
  }

  /** Checks the orgs whose turn has come since the last check. */
  @Override
  public synchronized Report look() {
    unheard.clear();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant from = lookedAt.orElse(now.minus(1, ChronoUnit.MINUTES));
    List<Org> orgs = directory.all();
    readWithin = orgs.stream().map(Org::quietInterval).min(Comparator.naturalOrder());
    List<Org> due = orgs.stream().filter(org -> isDue(org, from, now)).toList();
    List<Looked> read = read(due);
    oldest = oldest(read, now);
    // What was due and could not be read at all is due again next time.
    lookedAt = Optional.of(now);
    List<String> failed = new ArrayList<>(unreadable(due, read));
    int healed = 0;
    List<Looked> stale = new ArrayList<>();
    for (Looked one : read) {
      try {
        if (isStuckAhead(one, now)) {
          healed += heal(one, now) ? 1 : 0;
        } else if (isStale(one, now)) {
          stale.add(one);
        }
      } catch (RuntimeException | Error e) {
        failed.add(one.org().id() + " (" + Fault.of(e) + ")");
      }
    }
    int told = tell(orgs, stale, due.size(), now, failed);
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          "these orgs could not be checked: " + String.join(", ", failed));
    }
    return new Report(told + healed, unheard);
  }

  private static List<String> unreadable(List<Org> due, List<Looked> read) {
    Set<OrgId> known = read.stream().map(one -> one.org().id()).collect(Collectors.toSet());
    return due.stream()
        .map(Org::id)
        .filter(Predicate.not(known::contains))
        .map(org -> org + " (its stored state is damaged)")
        .toList();
  }

  /**
   * Returns the greatest age of an org's newest reading, of those of the last look that were ever
   * read. Empty if there were none.
   */
  public synchronized Optional<Duration> oldestReading() {
    return oldest;
  }

  /**
   * Returns the time within which some org of the fleet is read, even if all are quiet. Empty
   * before the first look, and for an empty fleet.
   */
  public synchronized Optional<Duration> readWithin() {
    return readWithin;
  }

  private static Optional<Duration> oldest(List<Looked> read, Instant now) {
    return read.stream()
        .flatMap(one -> Stream.ofNullable(one.state().lastReadAt()))
        .map(at -> at.isAfter(now) ? Duration.ZERO : Duration.between(at, now))
        .max(Comparator.naturalOrder());
  }

  /** Puts every org whose last slot lies ahead of the clock back to it. */
  public int healAll() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    int healed = 0;
    for (Looked one : read(directory.all())) {
      Instant last = one.state().lastSlot();
      if (last != null && last.isAfter(now) && heal(one, now)) {
        healed++;
      }
    }
    return healed;
  }

  /** An org and its state. */
  private record Looked(Org org, OrgState state) {}

  private List<Looked> read(List<Org> orgs) {
    Map<OrgId, Org> byId =
        orgs.stream().collect(Collectors.toMap(Org::id, Function.identity(), (a, b) -> a));
    List<Looked> read = new ArrayList<>();
    for (OrgState state :
        orgs.isEmpty() ? List.<OrgState>of() : states.readAll(List.copyOf(byId.keySet()))) {
      Org org = byId.get(state.org());
      if (org != null) {
        read.add(new Looked(org, state));
      }
    }
    return read;
  }

  /** Whether one of the org's own minutes lies after {@code from} and not after {@code to}. */
  private static boolean isDue(Org org, Instant from, Instant to) {
    if (Duration.between(from, to).compareTo(org.interval()) >= 0) {
      return true;
    }
    Instant minute = from.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    for (; !minute.isAfter(to); minute = minute.plus(1, ChronoUnit.MINUTES)) {
      if (DispatchCycle.isDue(org, minute)) {
        return true;
      }
    }
    return false;
  }

  /** Ahead of the clock, with nobody completing its slots any more. */
  private boolean isStuckAhead(Looked one, Instant now) {
    Instant last = one.state().lastSlot();
    if (last == null || !last.isAfter(now)) {
      return false;
    }
    Instant settled = one.state().settledAt();
    return settled == null || settled.plus(staleness(one).unknownAfter()).isBefore(now);
  }

  private boolean heal(Looked one, Instant now) {
    return store(one.state().putBack(one.org().slotAt(now)), List.of(), now);
  }

  private boolean isStale(Looked one, Instant now) {
    OrgState state = one.state();
    if (state.version() == 0) {
      // From now on it has an age, so an org whose first message never comes is noticed as well.
      store(state.firstSeen(now), List.of(), now);
      return false;
    }
    Staleness staleness = staleness(one);
    boolean backlog =
        state.settledAt() != null
            && state.lastSlot() != null
            && state.settledAt().plus(staleness.unknownAfter()).isAfter(now);
    return !backlog && staleness.of(state, now) == Freshness.NOT_REPORTING;
  }

  private Staleness staleness(Looked one) {
    return Staleness.of(one.org(), one.state(), least.age());
  }

  private int tell(
      List<Org> orgs, List<Looked> stale, int looked, Instant now, List<String> failed) {
    OrgState fleet = states.read(OrgId.FLEET);
    Episode whole = fleet.open().get(AlertKey.notReporting(OrgId.FLEET));
    if (stale.isEmpty() && (whole == null || looked == 0)) {
      return 0;
    }
    Share share = orgs.size() <= MAX_READ ? share(orgs, now) : new Share(stale.size(), looked);
    if (share.isMost()) {
      return commit(fleet, judge(fleet, share, now), now);
    }
    int told = whole == null ? 0 : commit(fleet, judge(fleet, share, now), now);
    for (Looked one : stale) {
      try {
        told +=
            commit(
                one.state(),
                SilenceJudge.judge(
                    one.org().id(), one.state().open(), silence(one.org(), one.state(), now)),
                now);
      } catch (RuntimeException | Error e) {
        // The others are reported all the same.
        failed.add(one.org().id() + " (" + Fault.of(e) + ")");
      }
    }
    return told;
  }

  /** How much of what was checked is stale. */
  private record Share(long stale, long of) {
    /** More than half; a fleet of one org has an alert of that org instead. */
    boolean isMost() {
      return of > 1 && stale * 2 > of;
    }
  }

  private Share share(List<Org> orgs, Instant now) {
    return new Share(read(orgs).stream().filter(one -> isStale(one, now)).count(), orgs.size());
  }

  private Optional<Transition> judge(OrgState fleet, Share share, Instant now) {
    Evidence.Silence silence =
        share.isMost()
            ? new Evidence.Silence(
                now,
                SilenceJudge.ESCALATION_FROM,
                null,
                "no slot of %d of %d orgs was completed for more than three intervals"
                    .formatted(share.stale(), share.of()),
                Staleness.REMEDY)
            : new Evidence.Silence(now, 0, null, null, null);
    return SilenceJudge.judge(OrgId.FLEET, fleet.open(), silence);
  }

  private static Evidence.Silence silence(Org org, OrgState state, Instant now) {
    Instant since = Staleness.newest(state, now).orElse(now);
    long missed = Duration.between(since, now).dividedBy(AdaptiveInterval.of(org, state));
    return new Evidence.Silence(
        now,
        (int) Math.min(missed, Integer.MAX_VALUE),
        state.lastReadAt(),
        Staleness.problem(since.toString()),
        Staleness.REMEDY);
  }

  private int commit(OrgState state, Optional<Transition> transition, Instant now) {
    if (transition.isEmpty()) {
      return 0;
    }
    List<Transition> transitions = state.upkeep().telling(List.of(transition.get()));
    OrgState next = state.with(transitions, null).remembering(state.upkeep().told());
    return store(next, transitions, now) ? 1 : 0;
  }

  /**
   * Whether it was committed; if not, somebody completed a slot in the meantime, and the next check
   * sees it.
   */
  private boolean store(OrgState next, List<Transition> transitions, Instant now) {
    if (states.commit(next, transitions) == CommitResult.CONFLICT) {
      return false;
    }
    unheard.addAll(observers.tell(SlotObserver.Committed.of(next, now, transitions)));
    return true;
  }
}

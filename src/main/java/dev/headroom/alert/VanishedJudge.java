package dev.headroom.alert;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.LimitRenames;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges limits that an org reported and no longer does.
 *
 * <p>Only limits that matter are reported: those with an open alert and those that had one in the
 * last {@link #RECENT}. Limits that go missing in one slot share one alert, whose subject is the
 * first of them by name. It ends when each of its limits has come back, has come back under a new
 * name, or has been missing for so long that its own alert is resolved as no longer reported.
 */
public final class VanishedJudge {
  /** How long after its alert a limit still matters. */
  public static final Duration RECENT = Duration.ofHours(24);

  private final OrgState state;
  private final Snapshot snapshot;
  private final Instant slot;
  private final Duration missingFor;
  private final Predicate<LimitName> hadAlert;
  private final List<Transition> transitions = new ArrayList<>();
  private final SortedMap<LimitName, Missing> missing = new TreeMap<>();
  private final NavigableSet<LimitName> fresh = new TreeSet<>();

  private VanishedJudge(
      OrgState state,
      Snapshot snapshot,
      Instant slot,
      Duration missingFor,
      Predicate<LimitName> hadAlert) {
    this.state = state;
    this.snapshot = snapshot;
    this.slot = slot;
    this.missingFor = missingFor;
    this.hadAlert = hadAlert;
  }

  /**
   * What a slot means for missing limits.
   *
   * @param missing the missing limits that matter, after the slot
   */
  public record Judgement(List<Transition> transitions, SortedMap<LimitName, Missing> missing) {
    public Judgement {
      transitions = List.copyOf(transitions);
    }
  }

  /**
   * Judges {@code snapshot}. One that is not whole says nothing about the limits that it lacks.
   *
   * @param state before the slot
   * @param missingFor how long the alert of a missing limit stays open, counted from the last slot
   *     that had the limit
   * @param hadAlert whether an alert of the limit was resolved in the last {@link #RECENT}; asked
   *     once for a limit that goes missing without an open alert
   */
  public static Judgement judge(
      OrgState state,
      Snapshot snapshot,
      Instant slot,
      Duration missingFor,
      Predicate<LimitName> hadAlert) {
    if (!snapshot.whole()) {
      return new Judgement(List.of(), state.missing());
    }
    VanishedJudge judge = new VanishedJudge(state, snapshot, slot, missingFor, hadAlert);
    state.missing().forEach(judge::known);
    for (LimitName limit : judge.candidates()) {
      judge.newlyMissing(limit);
    }
    judge.tell();
    return new Judgement(judge.transitions, judge.missing);
  }

  /** A limit that was missing before. */
  private void known(LimitName limit, Missing was) {
    if (isReported(limit)) {
      return;
    }
    if (isRenamed(limit) || !slot.isBefore(was.lastSeen().plus(missingFor))) {
      close(limit);
      return;
    }
    missing.put(limit, was);
  }

  /**
   * Every limit that the org ever reported, or has an open alert for, and that is not missing yet.
   */
  private NavigableSet<LimitName> candidates() {
    NavigableSet<LimitName> names = new TreeSet<>();
    // Both are in order, and mostly equal: one pass over both finds what is missing.
    Iterator<LimitName> reported = snapshot.readings().keySet().iterator();
    LimitName next = reported.hasNext() ? reported.next() : null;
    for (LimitName limit : state.known().keySet()) {
      while (next != null && next.compareTo(limit) < 0) {
        next = reported.hasNext() ? reported.next() : null;
      }
      if (next == null || !next.equals(limit)) {
        addCandidate(limit, names);
      }
    }
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.USAGE)) {
        key.limit().ifPresent(limit -> addCandidate(limit, names));
      }
    }
    return names;
  }

  private void addCandidate(LimitName limit, NavigableSet<LimitName> names) {
    if (!isReported(limit) && !state.missing().containsKey(limit)) {
      names.add(limit);
    }
  }

  private void newlyMissing(LimitName limit) {
    boolean open = state.open().containsKey(AlertKey.usage(state.org(), limit));
    if (isRenamed(limit)) {
      if (open) {
        close(limit);
      }
      return;
    }
    Known known = state.known().get(limit);
    boolean wasThere = known != null && (known.current() || state.problem() != null);
    if (open || (wasThere && hadAlert.test(limit))) {
      missing.put(limit, new Missing(lastSeen(known), slot));
      fresh.add(limit);
    }
  }

  /** The last slot that had the limit, as far as is known. */
  private Instant lastSeen(@Nullable Known known) {
    Instant last = state.lastSlot();
    if (last == null) {
      return slot;
    }
    Instant read = state.lastReadAt();
    boolean isOlder = known == null || !known.current();
    return isOlder && read != null && read.isBefore(last) ? read : last;
  }

  private boolean isReported(LimitName limit) {
    return snapshot.readings().containsKey(limit);
  }

  private boolean isRenamed(LimitName limit) {
    return LimitRenames.newName(limit).filter(this::isReported).isPresent();
  }

  /** Resolves the alert of a limit that can no longer be judged. */
  private void close(LimitName limit) {
    AlertKey key = AlertKey.usage(state.org(), limit);
    add(
        Lifecycle.next(
            key,
            state.open().get(key),
            new Evidence.Use(slot, null, null),
            null,
            Reason.NO_LONGER_REPORTED));
  }

  /** Resolves the alerts whose limits are accounted for, and opens one for those of this slot. */
  private void tell() {
    AlertKey key = fresh.isEmpty() ? null : key(fresh.first());
    Episode joined = key == null ? null : state.open().get(key);
    if (joined != null) {
      // Its first limit came back and went missing again while others were missing: still one
      // alert.
      fresh.forEach(limit -> missing.computeIfPresent(limit, (l, m) -> m.since(joined.openedAt())));
    } else if (key != null) {
      add(
          Lifecycle.next(
              key, null, new Evidence.Vanished(slot, fresh), Severity.ATTENTION, Reason.VANISHED));
    }
    for (Map.Entry<AlertKey, Episode> alert : state.open().entrySet()) {
      if (alert.getKey().rule().equals(Rule.VANISHED)
          && batch(missing, alert.getValue()).isEmpty()) {
        resolve(alert.getKey(), alert.getValue());
      }
    }
  }

  private void resolve(AlertKey key, Episode episode) {
    NavigableSet<LimitName> about = batch(state.missing(), episode);
    Reason reason =
        about.stream().allMatch(this::isReported) ? Reason.VANISHED : Reason.NO_LONGER_REPORTED;
    if (about.isEmpty()) {
      key.limit().ifPresent(about::add);
    }
    add(Lifecycle.next(key, episode, new Evidence.Vanished(slot, about), null, reason));
  }

  private AlertKey key(LimitName limit) {
    return new AlertKey(state.org(), new Subject.Limit(limit), Rule.VANISHED);
  }

  private static NavigableSet<LimitName> batch(
      SortedMap<LimitName, Missing> missing, Episode episode) {
    NavigableSet<LimitName> names = new TreeSet<>();
    missing.forEach(
        (limit, m) -> {
          if (m.since().equals(episode.openedAt())) {
            names.add(limit);
          }
        });
    return names;
  }

  private void add(@Nullable Transition transition) {
    if (transition != null) {
      transitions.add(transition);
    }
  }
}

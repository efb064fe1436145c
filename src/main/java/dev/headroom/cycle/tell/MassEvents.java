package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.GroupJudge;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.Likeness.Common;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Muting;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports orgs that stop reporting together in one message. The group is an alert of its own,
 * committed like any other; the transitions of its members are handed over without deliveries.
 *
 * <p>Orgs form a group when at least {@link #MIN_MEMBERS} of one tenant or one instance are found
 * silent within {@link #WAIT}, and the same targets would be notified of each, or the same mute
 * keeps each back. Those that follow within {@link #JOIN} join it. What only adds members is held
 * until the next sweep, so that a group is updated at most once a minute; a higher severity and the
 * end are sent at once.
 */
public final class MassEvents {
  /** How long the first of them waits for others. */
  static final Duration WAIT = Duration.ofSeconds(2);

  /** How long after the slot that opened a group others may join it. */
  static final Duration JOIN = Duration.ofMinutes(15);

  /**
   * How long entries wait for a group that cannot be formed or updated because of a lasting fault,
   * before each is sent separately: about three sweeps.
   */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int MIN_MEMBERS = 2;
  private static final int MAX_PENDING = 10_000;
  private static final int TRIES = 8;

  /**
   * Per group. A member takes some 400 bytes of the group's row, which DynamoDB limits to 400 KB.
   */
  private static final int MAX_MEMBERS = 500;

  private final AlertStates states;
  private final Outbox outbox;
  private final Likeness likeness;
  private final SlotObservers observers;
  private final Gathering gathering;

  /** Uses these ports. */
  public MassEvents(
      AlertStates states,
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      Instances instances,
      SlotObservers observers,
      Pause pause) {
    this.states = states;
    this.outbox = outbox;
    this.likeness = new Likeness(fleet, directory, instances);
    this.observers = observers;
    this.gathering = new Gathering(outbox, pause);
  }

  /**
   * What to do with entries.
   *
   * @param grouped reported by their group, whose alert it names; to be handed over without
   *     deliveries
   * @param alone to be sent separately
   * @param held left for the next sweep
   * @param unheard observers that failed for a group; its commit stands
   */
  record Plan(
      SequencedMap<OutboxEntry, AlertKey> grouped,
      List<OutboxEntry> alone,
      List<OutboxEntry> held,
      List<SlotObserver.Failure> unheard) {}

  /** Returns whether {@code entry} can belong to a group. */
  static boolean concern(OutboxEntry entry) {
    AlertKey key = entry.transition().key();
    return key.rule().equals(Rule.NOT_REPORTING)
        && key.subject() instanceof Subject.WholeOrg
        && !key.org().isFleet()
        && entry.decision() == null
        && entry.transition().evidence() instanceof Evidence.Silence;
  }

  /** Returns what {@link Gathering} finds of their kind, by key in the order of their commits. */
  List<OutboxEntry> gather(List<OutboxEntry> entries, boolean sweeping, Instant now) {
    return gathering.gather(entries, sweeping, now);
  }

  /**
   * Commits what {@code entries} change in groups.
   *
   * @param entries by key in the order of their commits
   * @param sweeping whether updates that only add members are sent now
   * @param muting finds the mutes that apply now
   * @throws IllegalStateException if a sweep finds that others keep changing the groups
   */
  Plan plan(List<OutboxEntry> entries, boolean sweeping, Muting muting) {
    Likeness.Look look = likeness.look(muting);
    for (int tries = 0; tries < TRIES; tries++) {
      OrgState state = states.read(OrgId.FLEET);
      Draft draft = new Draft(state, look, sweeping);
      entries.forEach(draft::known);
      draft.form();
      List<Transition> transitions = draft.transitions();
      if (transitions.isEmpty()) {
        return draft.plan(List.of());
      }
      Instant slot = draft.newestSlot();
      OrgState next = state.with(transitions, slot);
      if (states.commit(next, transitions) == CommitResult.COMMITTED) {
        return draft.plan(observers.tell(SlotObserver.Committed.of(next, slot, transitions)));
      }
    }
    if (sweeping) {
      throw new IllegalStateException("lost " + TRIES + " races for the state of the groups");
    }
    // Others keep changing it: the next sweep finds the entries as they are.
    return new Plan(new LinkedHashMap<>(), List.of(), entries, List.of());
  }

  /**
   * Returns the ids of entries that have waited long enough for a group that cannot be formed.
   * Reads nothing about groups, so it works even while they cannot be read.
   */
  Set<OutboxId> waitedLongEnough(Instant now) {
    return Set.copyOf(outbox.pending(now.minus(PATIENCE), MAX_PENDING));
  }

  /**
   * Returns whether a group has reported {@code entry} and only its hand-over is missing; also
   * false while that cannot be read.
   */
  boolean hasTold(OutboxEntry entry) {
    try {
      return openGroups(states.read(OrgId.FLEET)).stream()
          .anyMatch(group -> group.members.containsKey(identity(entry)));
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private List<Grouped> openGroups(OrgState state) {
    List<Grouped> groups = new ArrayList<>();
    for (Map.Entry<AlertKey, Episode> open : state.open().entrySet()) {
      if (open.getKey().subject() instanceof Subject.Group) {
        outbox
            .latest(open.getKey())
            .map(entry -> entry.transition().evidence())
            .ifPresent(
                evidence -> {
                  if (evidence instanceof Evidence.Group group) {
                    groups.add(new Grouped(open.getKey(), open.getValue(), group, group.slot()));
                  }
                });
      }
    }
    return groups;
  }

  /** A group as last reported, and as it is now. */
  private static final class Grouped {
    private final AlertKey key;
    private final @Nullable Episode episode;
    private final Evidence.@Nullable Group before;
    private final Map<Identity, Evidence.Member> members = new LinkedHashMap<>();
    private final List<OutboxEntry> entries = new ArrayList<>();
    private Instant slot;

    Grouped(
        AlertKey key, @Nullable Episode episode, Evidence.@Nullable Group before, Instant slot) {
      this.key = key;
      this.episode = episode;
      this.before = before;
      this.slot = slot;
      if (before != null) {
        before.members().forEach(m -> members.put(Identity.of(m), m));
      }
    }

    void put(OutboxEntry entry, Evidence.Member member) {
      members.put(Identity.of(member), member);
      entries.add(entry);
      slot = member.silence().slot().isAfter(slot) ? member.silence().slot() : slot;
    }

    boolean isFull() {
      return members.size() >= MAX_MEMBERS;
    }

    Optional<Transition> transition() {
      return GroupJudge.judge(
          key, episode, before, new Evidence.Group(slot, new ArrayList<>(members.values())));
    }
  }

  /** An episode of a member. */
  private record Identity(AlertKey key, Instant openedAt) {
    static Identity of(Evidence.Member member) {
      return new Identity(member.key(), member.episode().openedAt());
    }
  }

  /** One attempt at a plan, based on one version of the groups' state. */
  private final class Draft {
    private final List<Grouped> groups;
    private final List<OutboxEntry> fresh = new ArrayList<>();
    private final List<OutboxEntry> alone = new ArrayList<>();
    private final List<OutboxEntry> held = new ArrayList<>();
    private final OrgState state;
    private final Likeness.Look look;
    private final boolean sweeping;

    Draft(OrgState state, Likeness.Look look, boolean sweeping) {
      this.state = state;
      this.look = look;
      this.sweeping = sweeping;
      this.groups = openGroups(state);
    }

    /** Classifies an entry: its group has it, it is sent alone, or it may form a group. */
    void known(OutboxEntry entry) {
      Transition t = entry.transition();
      Identity identity = new Identity(t.key(), t.episode().openedAt());
      Optional<Grouped> group =
          groups.stream().filter(g -> g.members.containsKey(identity)).findFirst();
      if (group.isPresent()) {
        if (t instanceof Transition.Reminded || t instanceof Transition.Acknowledged) {
          // The group is reminded as a whole, and nothing about its members has changed.
          group.get().entries.add(entry);
        } else {
          group.get().put(entry, look.member(entry));
        }
        return;
      }
      // What follows an opening in this same run goes with it.
      Optional<OutboxEntry> opening =
          fresh.stream()
              .filter(e -> e.transition().key().equals(t.key()))
              .filter(e -> e.transition().episode().openedAt().equals(identity.openedAt()))
              .findFirst();
      if (t instanceof Transition.Opened || opening.isPresent()) {
        fresh.add(entry);
      } else {
        alone.add(entry);
      }
    }

    /** Lets new openings join a group, form one, or be sent alone. */
    void form() {
      List<OutboxEntry> left = new ArrayList<>();
      for (OutboxEntry entry : fresh) {
        Optional<Grouped> joined =
            groups.stream()
                .filter(g -> g.members.containsKey(identity(entry)) || mayJoin(g, entry))
                .findFirst();
        if (joined.isPresent()) {
          joined.get().put(entry, look.member(entry));
        } else {
          left.add(entry);
        }
      }
      Map<OutboxEntry, List<Common>> commons = new LinkedHashMap<>();
      Map<Common, Set<OrgId>> orgs = new HashMap<>();
      for (OutboxEntry entry : left) {
        List<Common> common = look.commons(entry);
        commons.put(entry, common);
        common.forEach(
            c -> orgs.computeIfAbsent(c, x -> new HashSet<>()).add(entry.transition().key().org()));
      }
      Map<Common, Grouped> filling = new HashMap<>();
      List<Grouped> formed = new ArrayList<>();
      commons.forEach(
          (entry, common) -> {
            // The larger one; the tenant if both contain the same orgs.
            Optional<Common> best =
                common.stream()
                    .filter(c -> orgs.getOrDefault(c, Set.of()).size() >= MIN_MEMBERS)
                    .max(Comparator.comparingInt(c -> orgs.getOrDefault(c, Set.of()).size()));
            if (best.isEmpty()) {
              alone.add(entry);
              return;
            }
            Grouped group = filling.get(best.get());
            if (group == null || group.isFull()) {
              group = newGroup(best.get(), left, formed);
              filling.put(best.get(), group);
              formed.add(group);
            }
            group.put(entry, look.member(entry));
          });
      formed.forEach(this::addUnlessOne);
    }

    /** If the larger group of one has taken the others, it is sent alone. */
    private void addUnlessOne(Grouped group) {
      if (group.members.size() >= MIN_MEMBERS) {
        groups.add(group);
      } else {
        alone.addAll(group.entries);
      }
    }

    private Grouped newGroup(Common common, List<OutboxEntry> among, List<Grouped> formed) {
      Instant opened =
          among.stream()
              .filter(e -> look.commons(e).contains(common))
              .map(e -> e.transition().episode().openedAt())
              .min(Comparator.naturalOrder())
              .orElseThrow();
      Set<AlertKey> taken = new HashSet<>(state.open().keySet());
      formed.forEach(group -> taken.add(group.key));
      Instant unique = opened;
      while (taken.contains(key(common, unique))) {
        // One group of this slot is full.
        unique = unique.plusSeconds(1);
      }
      return new Grouped(key(common, unique), null, null, opened);
    }

    private boolean mayJoin(Grouped group, OutboxEntry entry) {
      if (!(group.key.subject() instanceof Subject.Group subject)
          || group.members.isEmpty()
          || group.isFull()) {
        return false;
      }
      Instant openedAt = entry.transition().episode().openedAt();
      Common common = look.common(subject, group.members.values().iterator().next());
      return !openedAt.isAfter(subject.opened().plus(JOIN)) && look.commons(entry).contains(common);
    }

    List<Transition> transitions() {
      List<Transition> transitions = new ArrayList<>();
      for (Grouped group : List.copyOf(groups)) {
        Optional<Transition> transition = group.transition();
        boolean waits = transition.isPresent() && isHeld(transition.get(), transitions.size());
        if (waits) {
          held.addAll(group.entries);
          groups.remove(group);
        } else {
          transition.ifPresent(transitions::add);
        }
      }
      return transitions;
    }

    private boolean isHeld(Transition transition, int before) {
      return before == AlertStates.MAX_TRANSITIONS
          || (transition instanceof Transition.Updated && !sweeping);
    }

    Instant newestSlot() {
      return groups.stream().map(g -> g.slot).max(Comparator.naturalOrder()).orElseThrow();
    }

    Plan plan(List<SlotObserver.Failure> unheard) {
      SequencedMap<OutboxEntry, AlertKey> grouped = new LinkedHashMap<>();
      groups.forEach(g -> g.entries.forEach(entry -> grouped.put(entry, g.key)));
      return new Plan(grouped, alone, held, unheard);
    }
  }

  private static AlertKey key(Common common, Instant opened) {
    return new AlertKey(
        OrgId.FLEET, new Subject.Group(common.by(), common.name(), opened), Rule.NOT_REPORTING);
  }

  private static Identity identity(OutboxEntry entry) {
    return new Identity(entry.transition().key(), entry.transition().episode().openedAt());
  }
}

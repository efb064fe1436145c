package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.LoginLedger.Uncommitted;
import dev.headroom.cycle.poll.PollReport.OrgResult;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.poll.PollReport.Result.Why;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.org.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the orgs of messages and commits what they showed: the state with its transitions and the
 * last samples, after the samples that it no longer has are stored. The state is the only commit
 * point; whatever happens before it is repaired when the same message comes again.
 */
public final class PollCycle {
  /** Lost races for one org and slot before the message is handed back. */
  private static final int MAX_CONFLICTS = 8;

  private final OrgDirectory directory;
  private final LimitsSource source;
  private final ProfileQuestion profiles;
  private final AlertStates states;
  private final FleetStore fleet;
  private final Judging judging;
  private final SlotForecasts forecasts;
  private final SlotObservers observers;
  private final InstantSource clock;
  private final OrgRunner runner;
  private final Duration orgDeadline;

  /** What was spent on readings that could not be committed; it counts all the same. */
  private final Map<OrgId, Uncommitted> uncommitted = new ConcurrentHashMap<>();

  /** The stores. */
  public record Stores(
      OrgDirectory directory, UsageHistory history, AlertStates states, FleetStore fleet) {}

  /**
   * What orgs are read through.
   *
   * @param profiles asked once a day what an org is
   */
  public record Sources(LimitsSource limits, OrgProfileSource profiles) {}

  /** What a reading is judged with. */
  public record Judging(
      LimitCatalogue catalogue, Foresee foresee, Judges judges, Culprits culprits) {
    /** Judging that names nobody. */
    public Judging(LimitCatalogue catalogue, Foresee foresee, Judges judges) {
      this(catalogue, foresee, judges, Culprits.NOBODY);
    }
  }

  /**
   * Uses these ports.
   *
   * @param observers called after every commit
   * @param clock the fleet's clock, used only for {@code lastReadAt}; judging uses the slot
   * @param orgDeadline how long one org may take before it is given up, whatever the source does
   * @param runner limits how many orgs are read at once
   */
  public PollCycle(
      Stores stores,
      Sources sources,
      Judging judging,
      SlotObservers observers,
      InstantSource clock,
      Duration orgDeadline,
      OrgRunner runner) {
    this.directory = stores.directory();
    this.source = sources.limits();
    this.states = stores.states();
    this.fleet = stores.fleet();
    this.judging = judging;
    this.forecasts = new SlotForecasts(stores.history(), judging.foresee());
    this.observers = observers;
    this.clock = clock;
    this.runner = runner;
    this.orgDeadline = orgDeadline;
    this.profiles = new ProfileQuestion(sources.profiles(), runner, orgDeadline);
  }

  /**
   * Reads every org of every message; none waits for another, and what judging needs is fetched
   * while the orgs answer. An org named by several messages is read for its slots in ascending
   * order. Never throws because of one org's failure.
   *
   * @return one report per message, in their order
   */
  public List<PollReport> poll(List<PollMessage> messages) {
    return poll(messages, TimeLeft.UNLIMITED);
  }

  /**
   * The same within the time of an invocation. Orgs for which it does not suffice are not begun, or
   * are abandoned uncommitted; their messages are not settled.
   */
  public List<PollReport> poll(List<PollMessage> messages, TimeLeft time) {
    Round round = new Round(fleet::rules, time);
    List<PollMessage> ascending = new ArrayList<>(messages);
    ascending.sort(Comparator.comparing(PollMessage::slot));
    Map<OrgId, SequencedMap<Instant, Boolean>> slots = new LinkedHashMap<>();
    for (PollMessage message : ascending) {
      for (OrgId org : message.orgs()) {
        slots
            .computeIfAbsent(org, o -> new LinkedHashMap<>())
            .merge(message.slot(), message.scheduled(), Boolean::logicalAnd);
      }
    }
    Map<OrgId, Map<Instant, OrgResult>> results = new HashMap<>();
    runner
        .each(
            List.copyOf(slots.entrySet()),
            org -> tenant(org.getKey()),
            org -> settle(org.getKey(), org.getValue(), round))
        .forEach(done -> results.put(done.org(), done.results()));
    return messages.stream().map(message -> report(message, results)).toList();
  }

  /** Whose share of the places an org takes; an org that cannot be looked up says why later. */
  private String tenant(OrgId org) {
    try {
      return directory.find(org).map(Org::tenant).orElse("");
    } catch (RuntimeException e) {
      return "";
    }
  }

  private record Settled(OrgId org, Map<Instant, OrgResult> results) {}

  /** Settles slots, each with whether nobody but the schedule asks for it. */
  private Settled settle(OrgId org, SequencedMap<Instant, Boolean> slots, Round round) {
    Map<Instant, OrgResult> results = new HashMap<>();
    slots.forEach((slot, scheduled) -> results.put(slot, settle(org, slot, scheduled, round)));
    return new Settled(org, results);
  }

  private static PollReport report(
      PollMessage message, Map<OrgId, Map<Instant, OrgResult>> results) {
    List<OrgResult> orgs = new ArrayList<>();
    for (OrgId org : message.orgs()) {
      orgs.add(requireNonNull(requireNonNull(results.get(org)).get(message.slot())));
    }
    return new PollReport(message.slot(), orgs);
  }

  private OrgResult settle(OrgId id, Instant slot, boolean scheduled, Round round) {
    Beside beside = new Beside(new ArrayList<>(), new ArrayList<>(), new AtomicInteger());
    Result result;
    try {
      round.time().begin();
      Optional<Org> org = directory.find(id);
      result =
          org.isEmpty()
              ? new Result.NotInFleet()
              : pollOrg(org.get(), slot, scheduled, round, beside);
    } catch (TimeLeft.OutOfTimeException e) {
      result = new Result.NotSettled(e.detail());
    } catch (StoreFailedException e) {
      result = new Result.NotSettled(e.store().toString());
    } catch (RuntimeException | Error e) {
      // The store is unavailable for this org now; the others continue, and the message comes
      // again.
      result = new Result.NotSettled(e.toString());
    }
    return new OrgResult(id, result, beside.unheard(), beside.remarks(), beside.calls().get());
  }

  /** What is told beside the result of an org, see {@link OrgResult}. */
  private record Beside(
      List<SlotObserver.Failure> unheard, List<String> remarks, AtomicInteger calls) {}

  private Result pollOrg(Org org, Instant slot, boolean scheduled, Round round, Beside beside) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      // The last commit was minutes ago, and the next one shows whether it was another.
      OrgState state = conflicts == 0 ? states.readRecent(org.id()) : states.read(org.id());
      if (state.isPast(slot)) {
        return new Result.Past();
      }
      Optional<Why> why = Turn.whyNot(org, state, slot, scheduled);
      if (why.isEmpty() || why.get() == Why.BREAKER) {
        return pollOrg(org, slot, round, state, why.isPresent(), beside);
      }
      if (why.get() == Why.QUIET) {
        return new Result.NotAsked(Why.QUIET);
      }
      Upkeep upkeep = Turn.notAsked(state.upkeep(), slot, why.get());
      OrgState next =
          state.spared(
              slot,
              Look.settledAt(slot, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
              Turn.capped(upkeep, org, round.settings().spend(), state));
      if (states.commit(next, List.of()) == CommitResult.COMMITTED) {
        beside.unheard().addAll(observers.tell(SlotObserver.Committed.of(next, slot, List.of())));
        return new Result.NotAsked(why.get());
      }
    }
    return lostRaces(org);
  }

  private Result pollOrg(
      Org org, Instant slot, Round round, OrgState state, boolean isSkipped, Beside beside) {
    Uncommitted left = uncommitted.getOrDefault(org.id(), Uncommitted.NOTHING);
    LoginLedger ledger =
        new LoginLedger(
            states,
            state,
            slot,
            new CallLedger(org, state.upkeep(), slot, left.calls()),
            left.logins());
    try {
      return pollOrg(org, slot, round, state, isSkipped, ledger, beside);
    } finally {
      beside.calls().addAndGet(ledger.made());
      if (ledger.uncommitted().isNothing()) {
        uncommitted.remove(org.id());
      } else {
        uncommitted.put(org.id(), ledger.uncommitted());
      }
    }
  }

  private Result pollOrg(
      Org org,
      Instant slot,
      Round round,
      OrgState before,
      boolean isSkipped,
      LoginLedger ledger,
      Beside beside) {
    // One after the other: a second connection to the tables costs more than a round trip.
    Future<Settings> prepared =
        runner.beside(
            () -> {
              Settings current = round.settings();
              if (!isSkipped) {
                forecasts.prepare(org, before);
              }
              return current;
            });
    PollOutcome outcome =
        isSkipped
            ? Turn.lastFailure(before).orElseThrow()
            : runner.within(
                round.time().orLess(orgDeadline),
                () -> source.read(org, ledger),
                deadline -> {
                  ledger.close();
                  round.time().giveUpAfter(deadline, orgDeadline);
                  return Faults.gaveUp(deadline, ledger);
                },
                thrown -> Faults.outcome(org, slot, "read", thrown));
    ledger.close();
    Instant readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // After a failure too: a function that has answered may be frozen while other work is still
    // running.
    Settings current = OrgRunner.join(prepared);
    String orgId = outcome.orgId();
    OrgState state = ledger.state().answered(orgId, slot);
    OrgProfileSource.@Nullable Answer profile =
        profiles.ask(org, state, slot, outcome, ledger, beside.remarks());
    Policies policies = current.judging(slot);
    SortedMap<LimitName, Foresight> foreseen = null;
    boolean isFaulty = false;
    int transitions = 0;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; ) {
      if (state.isPast(slot)) {
        return overtaken(state, ledger);
      }
      state = state.answered(orgId, slot);
      Look look = Look.at(outcome, state, slot);
      Judged judged;
      SampleBlock recent = state.recent();
      try {
        recent = forecasts.sampled(org, look.snapshot(), state, slot);
        if (foreseen == null) {
          foreseen = forecasts.foresee(org, look.snapshot(), state, slot, beside.remarks());
        }
        judged =
            judging
                .judges()
                .judge(
                    state,
                    slot,
                    look,
                    look.seen(foreseen),
                    new Judges.Rules(
                        l ->
                            policies.yardstickFor(org, l, judging.catalogue().describe(l).window()),
                        current.telling().reminders()));
      } catch (StoreFailedException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        if (!isFaulty) {
          // What cannot be judged counts as not read, and is shown so.
          isFaulty = true;
          outcome = Faults.outcome(org, slot, foreseen == null ? "stored" : "judged", e);
          foreseen = null;
          continue;
        }
        // Not even that can be judged: the state says why, and its alerts stay as they are.
        judged =
            new Judged(
                List.of(), Map.of(), state.missing(), state.pending(), state.upkeep().allocation());
        foreseen = new TreeMap<>();
      }
      List<Transition> all =
          judging
              .culprits()
              .named(
                  org.id(), slot, state.upkeep().telling(judged.transitions()), beside.remarks());
      List<Transition> part = all.subList(0, Math.min(all.size(), AlertStates.MAX_TRANSITIONS));
      boolean last = part.size() == all.size();
      // More transitions than one transaction takes: only the last part completes the slot; after a
      // crash before it, the rest is done when the same message comes again.
      Upkeep upkeep =
          last
              ? Turn.passed(org, ledger, state, slot, look, profile, isSkipped)
                  .settling(judged.allocation())
              : ledger.during(state);
      OrgState next =
          last
              ? forecasts.told(look.after(state, slot, readAt, judged), look, slot).keeping(recent)
              : state.with(part, null);
      next =
          next.remembering(
              Turn.capped(part.isEmpty() ? upkeep : upkeep.told(), org, current.spend(), next));
      CommitResult committed;
      try {
        committed = states.commit(next, part);
      } catch (UnavailableException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        if (isFaulty) {
          throw e;
        }
        // What cannot be stored is lost; the state as it was can say so.
        isFaulty = true;
        outcome = Faults.outcome(org, slot, "stored", e);
        foreseen = null;
        continue;
      }
      if (committed == CommitResult.CONFLICT) {
        conflicts++;
        state = states.read(org.id());
        continue;
      }
      ledger.settled();
      transitions += part.size();
      beside
          .unheard()
          .addAll(
              observers.tell(
                  new SlotObserver.Committed(next, slot, look.snapshot(), foreseen, part)));
      if (last) {
        forecasts.keep(before, slot, beside.remarks());
        int forgotten = KnownLimits.forgotten(state, look.snapshot());
        if (forgotten > 0) {
          beside.remarks().add(forgotten + " limits that are gone made room for new ones");
        }
        if (isSkipped) {
          return new Result.NotAsked(Why.BREAKER);
        }
        Optional<FailureKind> unread = look.unread();
        return unread.isPresent()
            ? new Result.Unread(unread.get())
            : new Result.Read(look.snapshot().readings().size(), transitions);
      }
      state = next;
    }
    return lostRaces(org);
  }

  private static Result lostRaces(Org org) {
    return new Result.NotSettled("lost " + MAX_CONFLICTS + " races for the state of " + org.id());
  }

  /** The slot belongs to another poller; what was spent on it here counts all the same. */
  private Result overtaken(OrgState passed, LoginLedger ledger) {
    OrgState state = passed;
    for (int i = 0; i < MAX_CONFLICTS && !ledger.uncommitted().isNothing(); i++) {
      if (states.commit(state.with(List.of(), null).remembering(ledger.during(state)), List.of())
          == CommitResult.COMMITTED) {
        ledger.settled();
      } else {
        state = states.read(state.org());
      }
    }
    return new Result.Overtaken();
  }
}

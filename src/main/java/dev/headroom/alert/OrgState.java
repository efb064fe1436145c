package dev.headroom.alert;

import dev.headroom.auth.RecentLogins;
import dev.headroom.forecast.Foreseen;
import dev.headroom.history.SampleBlock;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.Margin;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.PlainText;
import dev.headroom.spend.Restraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an org after its last committed slot; the only commit point of a poll.
 *
 * @param version counts commits; 0 if there was none
 * @param lastSlot the newest committed slot, read or failed; null if there was none
 * @param lastReadAt when the org last gave a reading, to the millisecond; null if it never did
 * @param known the last known reading of every limit that the org ever reported
 * @param open the open episode of each problem
 * @param problem why the last slot's reading is missing or not whole; null if it was whole
 * @param missing limits that matter and are missing from whole replies
 * @param unknown open episodes that only a newer version understands, as stored
 * @param upkeep what is needed for reading the org; no level is judged by it
 * @param settledAt when the last slot was completed, by the fleet's clock; null if that was about
 *     its own time
 * @param pending what has begun but not opened yet, by limit
 * @param shown what is kept for viewers of the fleet, and the samples that are not stored yet
 */
public record OrgState(
    OrgId org,
    long version,
    @Nullable Instant lastSlot,
    @Nullable Instant lastReadAt,
    SortedMap<LimitName, Known> known,
    Map<AlertKey, Episode> open,
    @Nullable Problem problem,
    SortedMap<LimitName, Missing> missing,
    Map<AlertKey, String> unknown,
    Upkeep upkeep,
    @Nullable Instant settledAt,
    SortedMap<LimitName, Pending> pending,
    Shown shown) {

  public OrgState {
    known = LimitMap.copyOf(known);
    open = Map.copyOf(open);
    missing = LimitMap.copyOf(missing);
    unknown = Map.copyOf(unknown);
    pending = LimitMap.copyOf(pending);
  }

  /** Creates a state without anything kept for viewers of the fleet. */
  public OrgState(
      OrgId org,
      long version,
      @Nullable Instant lastSlot,
      @Nullable Instant lastReadAt,
      SortedMap<LimitName, Known> known,
      Map<AlertKey, Episode> open,
      @Nullable Problem problem,
      SortedMap<LimitName, Missing> missing,
      Map<AlertKey, String> unknown,
      Upkeep upkeep,
      @Nullable Instant settledAt,
      SortedMap<LimitName, Pending> pending) {
    this(
        org,
        version,
        lastSlot,
        lastReadAt,
        known,
        open,
        problem,
        missing,
        unknown,
        upkeep,
        settledAt,
        pending,
        Shown.NOTHING);
  }

  /**
   * Creates a state in which no limit is missing, everything is understood and nothing is
   * remembered.
   */
  public OrgState(
      OrgId org,
      long version,
      @Nullable Instant lastSlot,
      @Nullable Instant lastReadAt,
      SortedMap<LimitName, Known> known,
      Map<AlertKey, Episode> open,
      @Nullable Problem problem) {
    this(
        org,
        version,
        lastSlot,
        lastReadAt,
        known,
        open,
        problem,
        LimitMap.of(),
        Map.of(),
        Upkeep.NONE,
        null,
        LimitMap.of());
  }

  /**
   * Returns the state after a commit that concerns only alerts.
   *
   * @param slot at which they were judged; the last slot stays if it is null
   */
  public OrgState with(List<Transition> transitions, @Nullable Instant slot) {
    return new OrgState(
            org,
            version + 1,
            slot == null ? lastSlot : slot,
            lastReadAt,
            known,
            new Evaluator.Judgement(transitions).after(open),
            problem,
            missing,
            unknown,
            upkeep,
            settledAt,
            pending,
            shown)
        .indexed();
  }

  /**
   * Returns the same with the present worst projection.
   *
   * @param foreseen null if none is known
   */
  public OrgState foreseeing(@Nullable Foreseen foreseen) {
    return with(shown.foreseeing(foreseen));
  }

  /**
   * Returns the same with its new row of the fleet index; see {@link Glance}. The commit of a state
   * writes the row if it has the state's own version.
   */
  public OrgState indexed() {
    Glance next = Glance.of(this, shown.indexed());
    return next == null || next.equals(shown.indexed()) ? this : with(shown.indexed(next));
  }

  /** Returns the last samples, which are not in the store of samples yet; null if all are. */
  public @Nullable SampleBlock recent() {
    return shown.recent();
  }

  /** Returns the same with other samples that are not in the store of samples yet. */
  public OrgState keeping(@Nullable SampleBlock recent) {
    return Objects.equals(recent, shown.recent()) ? this : with(shown.recent(recent));
  }

  private OrgState with(Shown next) {
    return new OrgState(
        org,
        version,
        lastSlot,
        lastReadAt,
        known,
        open,
        problem,
        missing,
        unknown,
        upkeep,
        settledAt,
        pending,
        next);
  }

  /**
   * Returns the same with the DailyApiRequests from a reply that was not a reading of the limits;
   * everything else stays.
   */
  public OrgState hearing(Reading told) {
    SortedMap<LimitName, Known> next = new TreeMap<>(known);
    Known before = next.put(LimitName.DAILY_API_REQUESTS, new Known(told, true));
    boolean differs =
        before != null && before.reading().max() != told.max() && upkeep.allocation() == null;
    return new OrgState(
        org,
        version,
        lastSlot,
        lastReadAt,
        next,
        open,
        problem,
        missing,
        unknown,
        differs ? upkeep.settling(new AllocationMemory(before.reading().max(), null)) : upkeep,
        settledAt,
        pending,
        shown);
  }

  /** Returns the same with something else remembered for reading. */
  public OrgState remembering(Upkeep remembered) {
    return new OrgState(
        org,
        version,
        lastSlot,
        lastReadAt,
        known,
        open,
        problem,
        missing,
        unknown,
        remembered,
        settledAt,
        pending,
        shown);
  }

  /**
   * Returns the state once {@code slot} was completed without calling the org: what is known stays.
   *
   * @param at when, by the fleet's clock; null if that was about the slot's own time
   */
  public OrgState spared(Instant slot, @Nullable Instant at, Upkeep remembered) {
    return new OrgState(
        org,
        version + 1,
        slot,
        lastReadAt,
        known,
        open,
        problem,
        missing,
        unknown,
        remembered,
        at,
        pending,
        shown);
  }

  /**
   * Returns the state once an org answered at {@code slot}. If it differs from the former one, no
   * limit is known and nothing is pending; open alerts stay, to be judged by its readings.
   *
   * @param orgId Salesforce's id of it; null if unknown, which changes nothing
   */
  public OrgState answered(@Nullable String orgId, Instant slot) {
    Upkeep next = upkeep.answered(orgId, slot);
    boolean another = !Objects.equals(next.anotherSince(), upkeep.anotherSince());
    return new OrgState(
        org,
        version,
        lastSlot,
        lastReadAt,
        another ? LimitMap.of() : known,
        open,
        problem,
        missing,
        unknown,
        next,
        settledAt,
        another ? LimitMap.of() : pending,
        another ? shown.foreseeing(null) : shown);
  }

  /**
   * Returns the state with its last slot put back to one that the clock has reached. Readings,
   * alerts and everything else stay.
   */
  public OrgState putBack(Instant slot) {
    return new OrgState(
        org,
        version + 1,
        slot,
        lastReadAt,
        known,
        open,
        problem,
        missing,
        unknown,
        upkeep.putBack(slot),
        null,
        pending,
        shown);
  }

  /** Returns the state of an org that was never read, with the time since when it is known. */
  public OrgState firstSeen(Instant at) {
    return new OrgState(
        org,
        version + 1,
        null,
        null,
        known,
        open,
        problem,
        missing,
        unknown,
        upkeep,
        at,
        pending,
        shown);
  }

  /** Returns whether the episode of {@code key} that opened at {@code openedAt} is open. */
  public boolean holds(AlertKey key, Instant openedAt) {
    Episode held = open.get(key);
    return held == null ? unknown.containsKey(key) : held.openedAt().equals(openedAt);
  }

  /**
   * A limit's last known numbers.
   *
   * @param current whether the last slot gave this reading; otherwise it is older, and the limit is
   *     unknown now
   */
  public record Known(Reading reading, boolean current) {}

  /**
   * A limit that the org no longer reports.
   *
   * @param lastSeen the last slot that had it
   * @param since the first slot that did not
   */
  public record Missing(Instant lastSeen, Instant since) {
    /** Returns the same, missing since another slot. */
    Missing since(Instant slot) {
      return new Missing(lastSeen, slot);
    }
  }

  /**
   * Why there is no whole reading.
   *
   * @param kind null if there was a reading, but not of every limit
   * @param detail what came back, for a person; no secret
   * @param remedy what to do about it
   * @param missed consecutive slots without a reading, including the last; 0 if it gave one
   */
  public record Problem(@Nullable FailureKind kind, String detail, String remedy, int missed) {
    /** The longest detail and the longest remedy, in characters. */
    private static final int MAX_CHARS = 2_000;

    public Problem {
      detail = PlainText.line(detail, MAX_CHARS);
      remedy = PlainText.line(remedy, MAX_CHARS);
    }

    /** There was a reading, but not of every limit. */
    public static Problem notWhole(String detail, String remedy) {
      return new Problem(null, detail, remedy, 0);
    }

    /** There was no reading, after {@code before} (null for none) in the previous slot. */
    public static Problem missed(
        FailureKind kind, String detail, String remedy, @Nullable Problem before) {
      return new Problem(kind, detail, remedy, 1 + (before == null ? 0 : before.missed()));
    }
  }

  /**
   * What all processes together remember for reading the org.
   *
   * @param logins those of the last hour that still count
   * @param loginOwed whether the last slot's reading needed a new login and had no time left for it
   * @param profile what the org last said about itself; null if unknown
   * @param profileAskedAt the slot of the last attempt to learn it; null if there was none
   * @param identity which org answers; null if no login has told yet
   * @param restraint what keeps Headroom from calling at every slot
   * @param logsReadTo every event log file up to this time was read; null if none ever was
   * @param allocation an allocation that is not settled; null if it is
   */
  public record Upkeep(
      RecentLogins logins,
      boolean loginOwed,
      @Nullable OrgProfile profile,
      @Nullable Instant profileAskedAt,
      @Nullable Identity identity,
      Restraint restraint,
      @Nullable Instant logsReadTo,
      @Nullable AllocationMemory allocation) {
    /** Nothing is remembered. */
    public static final Upkeep NONE =
        new Upkeep(RecentLogins.NONE, false, null, null, null, Restraint.NONE, null, null);

    private static final Duration PROFILE_KEPT = Duration.ofHours(24);
    private static final Duration PROFILE_MISSED = Duration.ofHours(1);

    /** Returns the same with these logins. */
    public Upkeep with(RecentLogins counted) {
      return with(counted, loginOwed);
    }

    /** Returns the same with these logins. */
    public Upkeep with(RecentLogins counted, boolean owed) {
      return new Upkeep(
          counted, owed, profile, profileAskedAt, identity, restraint, logsReadTo, allocation);
    }

    /** Returns the same with this restraint. */
    public Upkeep with(Restraint other) {
      return new Upkeep(
          logins, loginOwed, profile, profileAskedAt, identity, other, logsReadTo, allocation);
    }

    /** Returns the same with an allocation that is not settled; null if it is. */
    public Upkeep settling(@Nullable AllocationMemory memory) {
      return new Upkeep(
          logins, loginOwed, profile, profileAskedAt, identity, restraint, logsReadTo, memory);
    }

    /** The same once every event log file up to {@code at} was read; null forgets it. */
    public Upkeep logsReadTo(@Nullable Instant at) {
      return new Upkeep(
          logins, loginOwed, profile, profileAskedAt, identity, restraint, at, allocation);
    }

    /**
     * Returns the same after the org was asked for its profile at {@code slot}.
     *
     * @param found null if it gave none; then the former one is kept, and so is what it has bought
     *     if only that is missing
     */
    public Upkeep asked(Instant slot, @Nullable OrgProfile found) {
      return new Upkeep(
          logins,
          loginOwed,
          found == null
              ? profile
              : profile == null ? found : found.with(found.holdings().or(profile.holdings())),
          slot,
          identity,
          restraint,
          logsReadTo,
          allocation);
    }

    /**
     * Returns the same once an org answered at {@code slot}. A different one than before starts
     * over, and is asked what it is.
     *
     * @param orgId Salesforce's id of it; null if unknown, which changes nothing
     */
    public Upkeep answered(@Nullable String orgId, Instant slot) {
      if (orgId == null || (identity != null && identity.isOf(orgId))) {
        return this;
      }
      return identity == null
          ? with(new Identity(orgId, null, false), profileAskedAt)
          : with(new Identity(orgId, slot, true), null).settling(null);
    }

    /**
     * Returns the transitions as they are notified: those about the daily API requests say whether
     * the org may go over them, if it has said its edition; and if no message has said yet that
     * another org answers, the first one does.
     */
    public List<Transition> telling(List<Transition> transitions) {
      List<Transition> told = new ArrayList<>(transitions);
      OrgProfile known = profile();
      if (known != null) {
        told.replaceAll(transition -> within(known.margin(), transition));
      }
      Instant since = identity == null || !identity.untold() ? null : identity.anotherSince();
      if (since != null && !told.isEmpty()) {
        told.set(0, told.get(0).sayingAnotherOrgSince(since));
      }
      return told;
    }

    private static Transition within(Margin margin, Transition transition) {
      return transition.evidence() instanceof Evidence.Use use
              && transition.key().limit().filter(LimitName.DAILY_API_REQUESTS::equals).isPresent()
          ? transition.on(use.within(margin))
          : transition;
    }

    /** Returns the same once a message says that another org answers. */
    public Upkeep told() {
      return identity == null || !identity.untold() ? this : with(identity.told(), profileAskedAt);
    }

    /** Returns the same with its last slot put back. */
    Upkeep putBack(Instant slot) {
      return with(restraint.putBack(slot))
          .with(identity == null ? null : identity.putBack(slot), profileAskedAt);
    }

    /** Returns since when another org answers; null if it has always been the same. */
    public @Nullable Instant anotherSince() {
      return identity == null ? null : identity.anotherSince();
    }

    private Upkeep with(@Nullable Identity next, @Nullable Instant askedAt) {
      return new Upkeep(
          logins, loginOwed, profile, askedAt, next, restraint, logsReadTo, allocation);
    }

    /**
     * Returns whether the org is to be asked for its profile at {@code slot}: once in 24 hours, and
     * hourly until it is known.
     */
    public boolean isProfileDue(Instant slot) {
      Duration wait = profile == null ? PROFILE_MISSED : PROFILE_KEPT;
      return profileAskedAt == null
          // Also if the last attempt lies far ahead because of a wrong clock.
          || Duration.between(profileAskedAt, slot).abs().compareTo(wait) >= 0;
    }
  }

  /** Returns the state of an org that was never read. */
  public static OrgState neverRead(OrgId org) {
    return new OrgState(org, 0, null, null, new TreeMap<>(), Map.of(), null);
  }

  /**
   * Returns whether a message for {@code slot} is late or a repeat: a reading made now would not
   * show what was true then.
   */
  public boolean isPast(Instant slot) {
    return lastSlot != null && !slot.isAfter(lastSlot);
  }
}

package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Margin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a transition was judged on; one form per kind of rule. */
public sealed interface Evidence {
  /** Returns the slot at which it was judged: the only clock for judging. */
  Instant slot();

  /** Returns the same, known at {@code slot}. */
  default Evidence at(Instant slot) {
    return switch (this) {
      case Use u ->
          new Use(
              slot,
              u.usedPercent,
              u.reading,
              u.foresight,
              u.culprits,
              u.unexplained,
              u.rise,
              u.margin);
      case Silence s -> new Silence(slot, s.missed, s.since, s.problem, s.remedy);
      case Vanished v -> new Vanished(slot, v.limits);
      case RefusedTarget t -> new RefusedTarget(slot, t.type, t.disabled, t.why);
      case Budget b -> new Budget(slot, b.name, b.day, b.budget, b.calls, b.projected);
      case Finding f -> new Finding(slot, f.title, f.facts);
      case Group g -> new Group(slot, g.members);
      case Other o -> new Other(slot);
    };
  }

  /**
   * The use of a limit.
   *
   * @param usedPercent used per cent of max, not rounded; null when the limit has no cap, is no
   *     longer provisioned or is no longer reported, which ends a problem
   * @param reading the numbers; null when the org refused the call as exhausted and none were ever
   *     known, and when the limit is no longer reported
   * @param foresight what is foreseen
   * @param culprits the integrations behind it, the first one first; empty when none is known, or
   *     nobody asked
   * @param unexplained calls above the usual that no known integration is likely to have made; 0 if
   *     there are few
   * @param rise the jump that this reading is; null if it is none
   * @param margin whether the org may go over the limit; null if that is not known, and of limits
   *     other than the daily API requests
   */
  record Use(
      Instant slot,
      @Nullable Double usedPercent,
      @Nullable Reading reading,
      Foresight foresight,
      List<Culprit> culprits,
      long unexplained,
      @Nullable Rise rise,
      @Nullable Margin margin)
      implements Evidence {
    public Use {
      culprits = List.copyOf(culprits);
    }

    /** Evidence without a jump. */
    public Use(
        Instant slot,
        @Nullable Double usedPercent,
        @Nullable Reading reading,
        Foresight foresight,
        List<Culprit> culprits,
        long unexplained) {
      this(slot, usedPercent, reading, foresight, culprits, unexplained, null, null);
    }

    /** Returns the same with the jump that it is; null if it is none. */
    Use rising(@Nullable Rise jump) {
      return jump == null
          ? this
          : new Use(slot, usedPercent, reading, foresight, culprits, unexplained, jump, margin);
    }

    /** Returns the same of an org that may go over the limit, or may not. */
    Use within(Margin orgs) {
      return new Use(slot, usedPercent, reading, foresight, culprits, unexplained, rise, orgs);
    }

    /** Evidence that names nobody. */
    public Use(
        Instant slot,
        @Nullable Double usedPercent,
        @Nullable Reading reading,
        Foresight foresight) {
      this(slot, usedPercent, reading, foresight, List.of(), 0);
    }

    /** The same, naming these. */
    public Use naming(List<Culprit> found, long rest) {
      return new Use(slot, usedPercent, reading, foresight, found, rest, rise, margin);
    }

    /** Returns whether anything is known of who is behind it. */
    public boolean hasCallers() {
      return !culprits.isEmpty() || unexplained > 0;
    }

    /** Creates evidence without a forecast. */
    public Use(Instant slot, @Nullable Double usedPercent, @Nullable Reading reading) {
      this(slot, usedPercent, reading, Foresight.BLIND);
    }

    /** Returns a reading, judged as it is. */
    public static Use of(Instant slot, Reading reading, Foresight foresight) {
      return new Use(
          slot,
          reading.usedPercent().isPresent() ? reading.usedPercent().getAsDouble() : null,
          reading,
          foresight);
    }

    /** Returns a reading without a forecast. */
    public static Use of(Instant slot, Reading reading) {
      return of(slot, reading, Foresight.BLIND);
    }

    /** Returns the expected exhaustion; null if there is none. */
    public Foresight.@Nullable Exhaustion exhaustion() {
      return foresight instanceof Foresight.Exhaustion e ? e : null;
    }
  }

  /**
   * A rise of use that is a jump.
   *
   * @param by how much more is used
   * @param since the slot that it is compared with
   */
  record Rise(long by, Instant since) {}

  /**
   * An org without readings, or with its first one after that.
   *
   * @param missed consecutive slots without a reading; 0 if the org was read again
   * @param since when the org was last read; null if it never was
   * @param problem why there is no reading; null if the org was read again
   * @param remedy what to do about it; null if the org was read again
   */
  record Silence(
      Instant slot,
      int missed,
      @Nullable Instant since,
      @Nullable String problem,
      @Nullable String remedy)
      implements Evidence {}

  /**
   * Limits that are missing from a whole reply.
   *
   * @param limits 1 or more; on a resolve, those that the alert was about
   */
  record Vanished(Instant slot, NavigableSet<LimitName> limits) implements Evidence {
    public Vanished {
      limits = new TreeSet<>(limits);
    }
  }

  /**
   * A target that refuses messages because of its settings, or works again.
   *
   * @param type the target's type in the manifest
   * @param disabled true if nothing more is sent to it; false if it is still tried
   * @param why what the target said; null on a resolve
   */
  record RefusedTarget(Instant slot, String type, boolean disabled, @Nullable String why)
      implements Evidence {}

  /**
   * The calls of an integration compared with its budget.
   *
   * @param name of the integration, for people
   * @param day the UTC day that was judged; null of what an early release wrote
   * @param budget calls a day; 0 when the manifest no longer has one
   * @param calls counted calls of the day; of a day that goes on those that are known so far, or
   *     with {@code projected} those that it is expected to have
   * @param projected whether {@code calls} are expected, not counted
   * @param allocation calls that the org may make in 24 hours if the budget is more than that, so
   *     that it never holds; null otherwise
   */
  record Budget(
      Instant slot,
      String name,
      @Nullable LocalDate day,
      long budget,
      long calls,
      boolean projected,
      @Nullable Long allocation)
      implements Evidence {
    /** A budget within the allocation. */
    public Budget(
        Instant slot,
        String name,
        @Nullable LocalDate day,
        long budget,
        long calls,
        boolean projected) {
      this(slot, name, day, budget, calls, projected, null);
    }
  }

  /**
   * A finding.
   *
   * @param title one sentence
   * @param facts further members in order; values are texts, numbers, booleans, and lists and maps
   *     of these
   */
  record Finding(Instant slot, String title, Map<String, Object> facts) implements Evidence {}

  /**
   * Orgs that stopped reporting together.
   *
   * @param members in the order in which they joined; those that report again stay in it
   */
  record Group(Instant slot, List<Member> members) implements Evidence {
    public Group {
      members = List.copyOf(members);
    }

    /** Returns how many of the members still do not report. */
    public long silent() {
      return members.stream().filter(m -> m.episode().isOpen()).count();
    }
  }

  /**
   * A member of a group, with the last that is known about its own alert.
   *
   * @param previousSeverity before its last transition; null if it has only opened
   * @param tenant of the org; null if unknown
   * @param tags of the org
   */
  record Member(
      AlertKey key,
      Episode episode,
      @Nullable Severity previousSeverity,
      Silence silence,
      @Nullable String tenant,
      Map<String, String> tags) {
    public Member {
      tags = Map.copyOf(tags);
    }
  }

  /** Evidence in a form that only a newer version knows. */
  record Other(Instant slot) implements Evidence {}
}

package dev.headroom.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an org's integrations call in a day stays comfortably below its allocation, until
 * when, and what to do. A plan holds what goes on: integrations that stopped are left out, those
 * that grow are taken as of now.
 *
 * @param asOf newest day of which calls are known; null when there is none
 * @param knownDays how many days it rests on
 * @param allocation calls that the org may make in 24 hours; empty when it is not known
 * @param parts integrations that go on, and {@link #UNEXPLAINED}, the largest typical day first
 * @param typical sum of their typical days: medians
 * @param busy sum of their busy days: 95th percentiles, so all are busy on the same day
 * @param busiest most calls of one day that was; counted calls, or the counter where it was read
 * @param passing when the typical day passes the comfortable margin at present growth
 * @param needs what is to be bought or saved; null when nothing is, or the allocation is not known
 * @param gaps what it does not know
 */
public record CapacityPlan(
    @Nullable LocalDate asOf,
    int knownDays,
    OptionalLong allocation,
    List<Part> parts,
    long typical,
    long busy,
    long busiest,
    Passing passing,
    @Nullable Needs needs,
    List<Gap> gaps) {
  /** A typical day keeps within so many per cent of the allocation; the rest is for busy days. */
  public static final int COMFORTABLE_PERCENT = 70;

  /** What is to be bought or saved lasts so many days at present growth. */
  public static final int PLANNED_DAYS = 28;

  /** Farther ahead present growth says nothing. */
  public static final int MAX_DAYS_AHEAD = 365;

  /** Id of the calls that are in the org's counter and in no event log file. */
  public static final String UNEXPLAINED = "unexplained";

  /**
   * What one integration calls.
   *
   * @param id its id, or {@link #UNEXPLAINED}
   * @param typical its typical day: the median of the known days from its first on, days without
   *     calls as 0; of one that grows or shrinks as of now
   * @param busy its busy day: the 95th percentile of the same days, at least its typical one
   * @param changePerWeekPercent growth that is more than chance; empty when there is none
   */
  public record Part(
      String id, String name, long typical, long busy, OptionalDouble changePerWeekPercent) {}

  /** When the comfortable margin is passed. */
  public sealed interface Passing {
    /** It is passed now. */
    record Passed() implements Passing {}

    /** At present growth it is passed on {@code day}. */
    record On(LocalDate day) implements Passing {}

    /** There is growth, and it is not passed within {@link #MAX_DAYS_AHEAD}. */
    record NotSoon() implements Passing {}

    /** Nothing grows more than by chance. */
    record NoGrowth() implements Passing {}

    /** It cannot be said; {@link CapacityPlan#gaps} has why. */
    record Unknown() implements Passing {}
  }

  /**
   * What has to be bought or saved so that in {@link #PLANNED_DAYS} days a typical day keeps within
   * the comfortable margin and a busy one within the allocation.
   *
   * @param typicalThen typical day then
   * @param busyThen busy day then
   * @param addOn calls a day to buy
   * @param toSave calls a day to save instead
   * @param savings findings whose savings come to that, the largest first; all there are when they
   *     do not
   * @param saved what these save; one integration is not taken to save more than it calls
   */
  public record Needs(
      long typicalThen, long busyThen, long addOn, long toSave, List<Saving> savings, long saved) {
    public Needs {
      savings = List.copyOf(savings);
    }

    /** Whether the findings save enough. */
    public boolean savingsDo() {
      return saved >= toSave;
    }
  }

  /**
   * A finding to act on.
   *
   * @param name of its integration
   */
  public record Saving(String name, Waste waste) {}

  /** What is not known. */
  public enum GapKind {
    /** No day is known at all. */
    NO_DAYS,
    /** The allocation was never read. */
    NO_ALLOCATION,
    /** Days of which no event log file was read. */
    UNKNOWN_DAYS,
    /** Days whose files could not be read completely. */
    PARTIAL_DAYS,
    /** Days whose calls could not be held against the org's counter. */
    UNCOMPARED_DAYS,
    /** Too few days to tell growth. */
    FEW_DAYS
  }

  /**
   * Something that is not known.
   *
   * @param days how many days it is about
   */
  public record Gap(GapKind kind, int days) {}

  public CapacityPlan {
    parts = List.copyOf(parts);
    gaps = List.copyOf(gaps);
  }

  /** Calls of a day that are comfortable; empty when the allocation is not known. */
  public OptionalLong comfortable() {
    return allocation.isPresent()
        ? OptionalLong.of(comfortable(allocation.getAsLong()))
        : OptionalLong.empty();
  }

  static long comfortable(long allocation) {
    return allocation * COMFORTABLE_PERCENT / 100;
  }

  /** Returns {@code calls} in per cent of the allocation; empty when that is not known. */
  public OptionalDouble percent(long calls) {
    return allocation.isPresent() && allocation.getAsLong() > 0
        ? OptionalDouble.of(100.0 * calls / allocation.getAsLong())
        : OptionalDouble.empty();
  }

  /**
   * Plans for an org.
   *
   * @param days in order, without those that are not kept
   * @param from first day that is looked at
   * @param to last day that is looked at; one that is not kept is unknown
   * @param allocation calls that the org may make in 24 hours; empty when it is not known
   */
  public static CapacityPlan of(
      List<StoredDay> days, LocalDate from, LocalDate to, OptionalLong allocation) {
    return new Planner(days, from, to, allocation).plan();
  }
}

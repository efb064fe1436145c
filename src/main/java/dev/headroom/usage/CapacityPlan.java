package dev.headroom.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether an org's integrations stay comfortably below its allocation, until when, and what to do.
 * A plan covers what continues: integrations that stopped are left out, growing ones are taken as
 * of now.
 *
 * @param asOf newest day with known calls; null if there is none
 * @param knownDays how many days it is based on
 * @param allocation calls that the org may make in 24 hours; empty if unknown
 * @param parts integrations that continue, and {@link #UNEXPLAINED}, the largest typical day first
 * @param typical sum of their typical days: medians
 * @param busy sum of their busy days: 95th percentiles, so all are busy on the same day
 * @param busiest most calls on one past day; counted calls, or the counter if it was read
 * @param passing when the typical day exceeds the comfortable margin at present growth
 * @param needs what to buy or save; null if nothing, or if the allocation is unknown
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
  /** A typical day stays within this percentage of the allocation; the rest is for busy days. */
  public static final int COMFORTABLE_PERCENT = 70;

  /** What is bought or saved should last this many days at present growth. */
  public static final int PLANNED_DAYS = 28;

  /** Further ahead, present growth says nothing. */
  public static final int MAX_DAYS_AHEAD = 365;

  /** Id of the calls that are in the org's counter but in no event log file. */
  public static final String UNEXPLAINED = "unexplained";

  /**
   * The calls of one integration.
   *
   * @param id its id, or {@link #UNEXPLAINED}
   * @param typical its typical day: the median of the known days from its first on, days without
   *     calls as 0; as of now if it grows or shrinks
   * @param busy its busy day: the 95th percentile of the same days, at least its typical one
   * @param changePerWeekPercent growth that is more than chance; empty if there is none
   */
  public record Part(
      String id, String name, long typical, long busy, OptionalDouble changePerWeekPercent) {}

  /** When the comfortable margin is exceeded. */
  public sealed interface Passing {
    /** It is exceeded now. */
    record Passed() implements Passing {}

    /** At present growth it is exceeded on {@code day}. */
    record On(LocalDate day) implements Passing {}

    /** There is growth, but it is not exceeded within {@link #MAX_DAYS_AHEAD}. */
    record NotSoon() implements Passing {}

    /** No growth beyond chance. */
    record NoGrowth() implements Passing {}

    /** It is not known; {@link CapacityPlan#gaps} says why. */
    record Unknown() implements Passing {}
  }

  /**
   * What to buy or save so that in {@link #PLANNED_DAYS} days a typical day stays within the
   * comfortable margin and a busy one within the allocation.
   *
   * @param typicalThen typical day then
   * @param busyThen busy day then
   * @param addOn calls per day to buy
   * @param toSave calls per day to save instead
   * @param savings findings whose savings are enough, the largest first; all there are if they are
   *     not
   * @param saved what these save; an integration cannot save more than it calls
   * @param addOnBesides calls per day to buy once all of these are acted on
   */
  public record Needs(
      long typicalThen,
      long busyThen,
      long addOn,
      long toSave,
      List<Saving> savings,
      long saved,
      long addOnBesides) {
    public Needs {
      savings = List.copyOf(savings);
    }

    /** Returns whether the findings save enough. */
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
    /** No day is known. */
    NO_DAYS,
    /** The allocation was never read. */
    NO_ALLOCATION,
    /** Days without an event log file that was read. */
    UNKNOWN_DAYS,
    /** Days whose files could not be read completely. */
    PARTIAL_DAYS,
    /** Days whose calls could not be compared with the org's counter. */
    UNCOMPARED_DAYS,
    /** Too few days to detect growth. */
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

  /** Returns the comfortable calls per day; empty if the allocation is unknown. */
  public OptionalLong comfortable() {
    return allocation.isPresent()
        ? OptionalLong.of(comfortable(allocation.getAsLong()))
        : OptionalLong.empty();
  }

  static long comfortable(long allocation) {
    return allocation * COMFORTABLE_PERCENT / 100;
  }

  /** Returns {@code calls} as a percentage of the allocation; empty if that is unknown. */
  public OptionalDouble percent(long calls) {
    return allocation.isPresent() && allocation.getAsLong() > 0
        ? OptionalDouble.of(100.0 * calls / allocation.getAsLong())
        : OptionalDouble.empty();
  }

  /**
   * Plans for an org.
   *
   * @param days in order, without those that are not stored
   * @param from first day considered; days before the first stored one are no gaps
   * @param to last day considered; one that is not stored is unknown
   * @param allocation calls that the org may make in 24 hours; empty if unknown
   */
  public static CapacityPlan of(
      List<StoredDay> days, LocalDate from, LocalDate to, OptionalLong allocation) {
    return of(days, IntegrationHistory.of(days), Waste.of(days), from, to, allocation);
  }

  /**
   * The same for those who have the integrations and the waste of these days already.
   *
   * @param histories of the same days
   * @param waste of the same days
   */
  public static CapacityPlan of(
      List<StoredDay> days,
      List<IntegrationHistory> histories,
      List<Waste> waste,
      LocalDate from,
      LocalDate to,
      OptionalLong allocation) {
    return new Planner(days, histories, waste, from, to, allocation).plan();
  }
}

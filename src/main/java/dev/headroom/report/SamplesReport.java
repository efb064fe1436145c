package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an org's limits.
 *
 * @param violations what is wrong with the question
 * @param page null if anything is
 */
public record SamplesReport(List<Violation> violations, @Nullable Page page) {
  public SamplesReport {
    violations = List.copyOf(violations);
  }

  /** Returns a report of a question that cannot be answered. */
  public static SamplesReport wrong(List<Violation> violations) {
    return new SamplesReport(violations, null);
  }

  /**
   * As much of what was asked for as one answer holds.
   *
   * @param resolution what a row stands for
   * @param limit the only one that was asked for; null for all
   * @param rows ascending by time
   * @param next from where the next page goes on; null if this one is the last
   */
  public record Page(
      OrgId org,
      Resolution resolution,
      TimeRange range,
      @Nullable LimitName limit,
      List<Row> rows,
      @Nullable Instant next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A reading, hour or day.
   *
   * @param at the slot, or the beginning of the hour or day
   * @param whole of a reading: whether all limits could be read; null of an hour or day
   * @param limits those that were read; others are unknown
   */
  public record Row(Instant at, @Nullable Boolean whole, SortedMap<LimitName, Value> limits) {
    public Row {
      limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }
  }

  /**
   * One limit in it.
   *
   * @param last the reading, or the newest one of the hour or day
   * @param rollup what the hour or day comes to; null of a reading
   */
  public record Value(Reading last, @Nullable LimitRollup rollup) {}
}

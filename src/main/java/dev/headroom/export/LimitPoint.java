package dev.headroom.export;

import dev.headroom.limits.LimitName;
import org.jspecify.annotations.Nullable;

/**
 * What is exported of one limit in one slot.
 *
 * @param capped whether {@code max} and {@code remaining} mean anything
 * @param projectedHours from the slot until it is expected to run out, in hundredths, at least 0;
 *     null if that is not expected
 */
public record LimitPoint(
    LimitName limit,
    long used,
    long max,
    long remaining,
    boolean capped,
    @Nullable Double projectedHours) {
  /** Takes values one by one, under the names of {@link Scheme}. */
  public interface Values {
    /** Takes a whole number. */
    void whole(String metric, long value);

    /** Takes a finite number. */
    void decimal(String metric, double value);
  }

  /**
   * Gives every value that there is to {@code values}, in the order of the scheme.
   *
   * @return how many
   */
  public int forEach(Values values) {
    int count = 1;
    values.whole(Scheme.USED, used);
    if (capped) {
      values.whole(Scheme.MAX, max);
      values.whole(Scheme.REMAINING, remaining);
      count += 2;
    }
    if (projectedHours != null) {
      values.decimal(Scheme.PROJECTED_HOURS, projectedHours);
      count++;
    }
    return count;
  }
}

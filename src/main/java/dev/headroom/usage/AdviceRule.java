package dev.headroom.usage;

/**
 * Which findings are worth a message.
 *
 * @param minSavingPercent of the org's allocation that a finding saves in a day, 0 to 100
 */
public record AdviceRule(double minSavingPercent) {
  /** What holds where the manifest says nothing. */
  public static final AdviceRule DEFAULT = new AdviceRule(2);

  /** Whether so many calls are worth it; never when the allocation is not known. */
  public boolean isWorth(long saving, long allocation) {
    return allocation > 0 && saving > 0 && 100.0 * saving >= minSavingPercent * allocation;
  }
}

package dev.headroom.usage;

import java.time.Instant;
import java.util.Locale;

/**
 * A wasteful pattern of one integration on one day.
 *
 * @param pattern which
 * @param integration position of the integration in the attribution
 * @param resource what was called; several are joined by {@code " + "}
 * @param from first of the calls
 * @param to last of the calls
 * @param calls counted calls that belong to it
 * @param needed how many would have been enough, at most {@code calls}
 * @param confidence 0 to 1
 * @param evidence what a person can check
 */
public record Finding(
    Pattern pattern,
    int integration,
    String resource,
    Instant from,
    Instant to,
    long calls,
    long needed,
    double confidence,
    String evidence) {
  /** What follows the name of the other integration in the evidence of a duplicate feed. */
  public static final String PULLS_THE_SAME = " pulls the same ";

  /** Returns the same with other words about what it is based on. */
  public Finding basedOn(String words) {
    return new Finding(pattern, integration, resource, from, to, calls, needed, confidence, words);
  }

  /** Returns the calls that would be saved. */
  public long saving() {
    return calls - needed;
  }

  /**
   * Returns three sentences: what to do, what it saves, what to watch out for.
   *
   * @param allocation calls that the org may make in 24 hours, 0 if unknown
   */
  public String advice(long allocation) {
    return pattern.instead() + " " + savingWords(allocation) + " " + pattern.mind();
  }

  private String savingWords(long allocation) {
    if (saving() == 0) {
      return "It saves no calls but keeps %,d a day from failing.".formatted(calls);
    }
    String share =
        allocation > 0
            ? String.format(
                Locale.ROOT, ", %.1f %% of the allocation", 100.0 * saving() / allocation)
            : "";
    return String.format(
        Locale.ROOT,
        "On the day last seen this would have saved %,d of %,d calls%s.",
        saving(),
        calls,
        share);
  }
}

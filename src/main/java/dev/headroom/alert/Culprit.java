package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An integration whose calls are behind the use of a limit.
 *
 * @param integration its stable id
 * @param name its name for people
 * @param calls in the limit's window; an estimate if {@link Basis#LIKELY}
 * @param share of the calls of all integrations in that window, 0 to 1
 * @param changePercent how far {@code calls} are above or below its usual calls; null if that is
 *     not known, as for a new one
 * @param basis what this is based on
 * @param asOf until when calls are measured
 * @param decisive whether it made more than half of the calls above usual
 */
public record Culprit(
    String integration,
    String name,
    long calls,
    double share,
    @Nullable Double changePercent,
    Basis basis,
    Instant asOf,
    boolean decisive) {
  /** How many an alert names at most. */
  public static final int MAX_NAMED = 3;

  /** What the naming of an integration is based on. */
  public enum Basis {
    /** Event log files cover the hours that matter. */
    MEASURED("measured"),
    /** Its usual share at this hour, and what the org's counter shows now. */
    LIKELY("likely");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    /** Returns the word used in messages. */
    public String word() {
      return word;
    }

    /**
     * Returns the basis stored in a row; an unknown one, from a newer version, counts as likely.
     */
    public static Basis of(String word) {
      return word.equals(MEASURED.word) ? MEASURED : LIKELY;
    }
  }
}

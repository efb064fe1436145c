package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An integration whose calls are behind the use of a limit.
 *
 * @param integration its stable id
 * @param name what a person would call it
 * @param calls in the limit's window; an estimate where they are {@link Basis#LIKELY}
 * @param share of the calls of all integrations in that window, 0 to 1
 * @param changePercent how far {@code calls} are above or below what is usual for it; null when
 *     that is not known, as of a new one
 * @param basis what this rests on
 * @param asOf until when calls are measured
 * @param decisive whether more than half of what is above the usual is its
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
  /** An alert names at most so many. */
  public static final int MAX_NAMED = 3;

  /** What the naming of an integration rests on. */
  public enum Basis {
    /** Event log files tell of the hours that matter. */
    MEASURED("measured"),
    /** Its usual share at this hour, and what the org's counter shows now. */
    LIKELY("likely");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    /** As messages write it. */
    public String word() {
      return word;
    }

    /** The basis that a row names; one that only a newer version knows is taken for likely. */
    public static Basis of(String word) {
      return word.equals(MEASURED.word) ? MEASURED : LIKELY;
    }
  }
}

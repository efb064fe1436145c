package dev.headroom.words;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.alert.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says who is behind the use of a limit. Measured values are given as numbers; likely ones as a
 * guess, without a count of calls, so that nobody mistakes one for the other.
 */
public final class CulpritWords {
  private static final double TIMES_FROM = 200;
  private static final double MAX_TIMES = 100;

  private CulpritWords() {}

  /**
   * Returns {@code Order Export 182,400 calls (70 %, 12x its usual), ERP Sync 31,000 calls (12 %,
   * +3 %); measured until 13:00 GMT, 40 minutes before}, or {@code probably Order Export (about 60
   * % of the calls), ...}.
   *
   * <p>What nobody known is likely to have made is said too; where that is most of it, nobody is
   * named.
   *
   * @param use has culprits, all with the same basis, or unexplained calls
   */
  public static String list(Evidence.Use use) {
    if (use.culprits().isEmpty()) {
      return ("nobody is named: some %,d calls above the usual are in no event log file yet, and"
              + " nobody known was ever that far above the usual")
          .formatted(use.unexplained());
    }
    return named(use.culprits(), use.slot())
        + (use.unexplained() == 0
            ? ""
            : "; some %,d calls are unexplained by the usual callers".formatted(use.unexplained()));
  }

  private static String named(List<Culprit> culprits, Instant slot) {
    Culprit first = culprits.getFirst();
    String until = Moments.near(first.asOf(), slot) + " GMT";
    if (first.basis() == Basis.MEASURED) {
      return "%s; measured until %s, %s before"
          .formatted(
              culprits.stream().map(CulpritWords::measured).collect(Collectors.joining(", ")),
              until,
              age(Duration.between(first.asOf(), slot)));
    }
    return "probably %s: a guess from usual shares at this hour and from what the counter shows;"
            .formatted(
                culprits.stream().map(CulpritWords::likely).collect(Collectors.joining(", then ")))
        + " last measured "
        + until;
  }

  /**
   * Returns the continuation of a projection's reason: who makes the limit run out; empty if no
   * single integration does.
   */
  public static String cause(List<Culprit> culprits) {
    if (culprits.isEmpty() || !culprits.getFirst().decisive()) {
      return "";
    }
    Culprit first = culprits.getFirst();
    return first.basis() == Basis.MEASURED
        ? "; it is " + first.name() + " that calls more than usual, as measured"
        : "; perhaps because of " + first.name() + ", which is not measured yet";
  }

  private static String measured(Culprit c) {
    String change = change(c.changePercent());
    return "%s %,d calls (%s%s)"
        .formatted(c.name(), c.calls(), percent(c.share()), change.isEmpty() ? "" : ", " + change);
  }

  private static String likely(Culprit c) {
    return "%s (about %s of the calls)".formatted(c.name(), percent(c.share()));
  }

  private static String change(@Nullable Double percent) {
    if (percent == null) {
      return "";
    }
    if (percent >= TIMES_FROM) {
      double times = 1 + percent / 100;
      return times > MAX_TIMES
          ? "more than 100x its usual"
          : String.format(Locale.ROOT, times < 10 ? "%.1fx its usual" : "%.0fx its usual", times);
    }
    return String.format(Locale.ROOT, "%+.0f %%", percent);
  }

  private static String percent(double share) {
    return share > 0 && share < 0.01 ? "under 1 %" : Math.round(100 * share) + " %";
  }

  private static String age(Duration age) {
    long minutes = Math.max(0, age.toMinutes());
    if (minutes < 120) {
      return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
    return Math.round(minutes / 60.0) + " hours";
  }
}

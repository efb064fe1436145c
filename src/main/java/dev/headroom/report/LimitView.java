package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Levels;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.Reading;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One limit of an org as it is now.
 *
 * @param info what is known about it beyond its numbers
 * @param status never {@link Status#OK} while its alert is open, even below the threshold: a level
 *     is left at its recovery threshold
 * @param reading the last slot's numbers; null if it gave none
 * @param usedPercent not rounded; null without a reading, if not provisioned and without a cap
 * @param lastKnown the newest numbers, however old; null if there never were any
 * @param levels its levels, with the max of the newest numbers
 * @param open its open episode; null if it has none
 */
public record LimitView(
    LimitInfo info,
    Status status,
    @Nullable Reading reading,
    @Nullable Double usedPercent,
    @Nullable Reading lastKnown,
    Levels levels,
    @Nullable Episode open) {

  /** Worst status first, then the highest percentage, then by name. */
  public static final Comparator<LimitView> WORST_FIRST =
      Comparator.comparing(LimitView::status)
          .thenComparing(
              v -> v.usedPercent == null ? -Double.MAX_VALUE : v.usedPercent,
              Comparator.reverseOrder())
          .thenComparing(v -> v.info().name());

  /**
   * Returns the limit of {@code info} in {@code state}.
   *
   * @param fresh whether the state is current
   * @param known its last known numbers; null if only its alert is known
   */
  static LimitView of(
      OrgState state, boolean fresh, LimitInfo info, @Nullable Known known, Levels levels) {
    Episode open = state.open().get(AlertKey.usage(state.org(), info.name()));
    Reading lastKnown = known == null ? null : known.reading();
    Reading reading = known != null && fresh && isCurrent(state, known) ? known.reading() : null;
    return new LimitView(
        info,
        judged(reading, known, open),
        reading,
        reading == null ? null : percent(reading),
        lastKnown,
        levels.at(lastKnown),
        open);
  }

  /** Returns whether the last slot gave this reading. */
  static boolean isCurrent(OrgState state, Known known) {
    return known.current() && !OrgView.isUnread(state);
  }

  /** Returns used as a percentage of max; null if there is nothing to divide by. */
  static @Nullable Double percent(Reading reading) {
    return reading.usedPercent().isPresent() ? reading.usedPercent().getAsDouble() : null;
  }

  private static Status judged(
      @Nullable Reading reading, @Nullable Known known, @Nullable Episode open) {
    // Only a refused call reports a limit that never had numbers: it is used up, but how much is
    // unknown.
    if (known == null && open != null) {
      return Status.of(open.severity());
    }
    if (reading == null) {
      return Status.UNKNOWN;
    }
    if (reading.isNotProvisioned()) {
      return Status.NOT_PROVISIONED;
    }
    if (reading.isUncapped()) {
      return Status.NO_CAP;
    }
    return open == null ? Status.OK : Status.of(open.severity());
  }
}

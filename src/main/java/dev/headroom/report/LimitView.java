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
 * One limit of an org as it stands now.
 *
 * @param info what is known about it beyond its numbers
 * @param status never {@link Status#OK} while its alert is open, even below the threshold: a level
 *     is left at its recovery threshold
 * @param reading the last slot's numbers; null when it gave none
 * @param usedPercent not rounded; null without a reading, when not provisioned and without a cap
 * @param lastKnown the newest numbers, however old; null when there were none ever
 * @param levels where its levels lie
 * @param open its open episode; null when it has none
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
   * The limit of {@code info} in {@code state}.
   *
   * @param fresh whether the state is as young as it should be
   * @param known its last known numbers; null when it is known by its alert alone
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
        levels,
        open);
  }

  /** Whether the last slot gave this reading. */
  static boolean isCurrent(OrgState state, Known known) {
    return known.current() && !OrgView.isUnread(state);
  }

  /** Used per cent of max; null when there is nothing to divide by. */
  static @Nullable Double percent(Reading reading) {
    return reading.usedPercent().isPresent() ? reading.usedPercent().getAsDouble() : null;
  }

  private static Status judged(
      @Nullable Reading reading, @Nullable Known known, @Nullable Episode open) {
    // Only a refused call tells of a limit that never had numbers: it is used up, of how much
    // nobody
    // knows.
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

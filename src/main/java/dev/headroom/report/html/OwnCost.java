package dev.headroom.report.html;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.report.LimitView;
import dev.headroom.report.SpendView;
import dev.headroom.words.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what Headroom itself costs an org in calls. */
final class OwnCost {
  private static final double LEAST_SHOWN = 0.1;

  private OwnCost() {}

  /**
   * Returns {@code 289 calls a day (1.9 % of 15,000), 121 so far today}. The share is left out if
   * nobody knows how many calls the org may make.
   *
   * @param spend null if none was ever counted
   */
  static String text(Org org, List<LimitView> limits, @Nullable SpendView spend) {
    // One for each reading, and one a day for what the org says of itself.
    long perDay = Duration.ofDays(1).dividedBy(org.interval()) + 1;
    String share =
        limits.stream()
            .filter(limit -> limit.info().name().equals(LimitName.DAILY_API_REQUESTS))
            .map(LimitView::lastKnown)
            .filter(reading -> reading != null && reading.max() > 0 && !reading.isUncapped())
            .map(reading -> " (" + share(perDay, reading.max()) + ")")
            .findFirst()
            .orElse("");
    return Figures.number(perDay)
        + " calls a day"
        + share
        + (spend == null ? "" : ", " + Figures.number(spend.today()) + " so far today");
  }

  private static String share(long calls, long max) {
    double percent = 100.0 * calls / max;
    return (percent < LEAST_SHOWN ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent))
        + " of "
        + Figures.number(max);
  }
}

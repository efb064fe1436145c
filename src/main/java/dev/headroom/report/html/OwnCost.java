package dev.headroom.report.html;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.report.LimitView;
import dev.headroom.report.SpendView;
import dev.headroom.words.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what Headroom itself costs an org in calls. */
final class OwnCost {
  private static final double LEAST_SHOWN = 0.1;
  private static final int QUESTIONS = 3;

  private OwnCost() {}

  /**
   * Returns {@code 121 calls today (113 for limits, 4 for usage, 4 for access); reading limits
   * takes 291 on a full day, 1.9 % of 15,000; usage and access come on top}. The share is left out
   * if nobody knows how many calls the org may make.
   *
   * @param spend null if none was ever counted
   */
  static String text(Org org, List<LimitView> limits, @Nullable SpendView spend) {
    // One for each reading, and three a day for what the org is and what it has bought.
    // An adaptive interval makes fewer.
    long perDay = Duration.ofDays(1).dividedBy(org.interval()) + QUESTIONS;
    String share =
        limits.stream()
            .filter(limit -> limit.info().name().equals(LimitName.DAILY_API_REQUESTS))
            .map(LimitView::lastKnown)
            .filter(reading -> reading != null && reading.max() > 0 && !reading.isUncapped())
            .map(reading -> ", " + share(perDay, reading.max()))
            .findFirst()
            .orElse("");
    return today(spend)
        + "; reading limits takes "
        + (org.isAdaptive() ? "at most " : "")
        + Figures.number(perDay)
        + " on a full day"
        + share
        + "; usage and access come on top";
  }

  /** Of purposes for which calls were made, if there are several. */
  private static String today(@Nullable SpendView spend) {
    if (spend == null || spend.today() == 0) {
      return "no calls counted yet today";
    }
    List<String> parts = new ArrayList<>();
    spend
        .byPurpose()
        .forEach(
            (purpose, calls) -> {
              if (calls > 0) {
                parts.add(Figures.number(calls) + " for " + purpose);
              }
            });
    return Figures.number(spend.today())
        + (spend.today() == 1 ? " call" : " calls")
        + " today ("
        + String.join(", ", parts)
        + ")";
  }

  private static String share(long calls, long max) {
    double percent = 100.0 * calls / max;
    return (percent < LEAST_SHOWN ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent))
        + " of "
        + Figures.number(max);
  }
}

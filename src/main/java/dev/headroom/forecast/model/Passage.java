package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * From a path to a verdict: the distribution of the time at which the maximum is first reached.
 *
 * <p>How long unexpected calls go on is not known; {@link Surge} gives their remaining duration as
 * a distribution, of which {@link #STAYS} equally likely values are used. For each, with {@code
 * z(j)} the distance of the path from the maximum in halves of the calibrated band, the maximum is
 * reached by {@code j} with the probability
 *
 * <pre>{@code
 * F(j) = L(max over i <= j of z(i))
 * }</pre>
 *
 * with {@code L} the distribution of errors, {@link Tails}. Errors within a day are correlated: the
 * path is too high or too low as a whole. The uncorrelated part changes when rather than whether
 * the maximum is reached, so the time is taken from
 *
 * <pre>{@code
 * G(j) = 1 - (1 - F(j)) product over i <= j of (1 - c L(z(i)) / 96)
 * }</pre>
 */
final class Passage {
  /** Probability from which a limit that would be full now is called exhausting. */
  private static final double ON = 0.15;

  /** The same from {@link #FAR} buckets ahead: what is far off may wait for evidence. */
  private static final double ON_FAR = 0.27;

  /** Eight hours. */
  private static final double FAR = 32;

  /** The same if unexpected calls would fill the limit. */
  private static final double ON_SURGE = 0.22;

  /** Added to that for a limit whose unexpected calls come and go all the time. */
  private static final double WARY = 0.4;

  /** After this many ended surges, half of that is added. */
  private static final double WARY_AFTER = 5;

  /** Added while only one day is known; half of it when two are, and so on. */
  private static final double NEW = 0.2;

  /** A verdict is withdrawn below this share of its threshold, so that it does not flap. */
  private static final double RELEASE = 0.4;

  /**
   * Part of the calibrated band by which a path near the maximum is lowered: the closest of 96
   * buckets is the one with an upward error (the winner's curse).
   */
  private static final double CURSE = 0.1;

  /** Probability that something unforeseen begins within a day and fills the limit. */
  private static final double UNFORESEEN = 0.01;

  /**
   * Probability that a practically certain exhaustion does not happen after all, because someone
   * acts.
   */
  private static final double AVERTED = 0.08;

  /** {@code c} of G: how much of the errors is uncorrelated. */
  private static final double APART = 1.5;

  /** Quantiles of the time of exhaustion; exhaustion comes late more often than early. */
  private static final double FIRST = 0.05;

  private static final double LAST = 0.97;

  /**
   * Calls come in clumps of minutes, which buckets do not show, so the remaining time is scaled by
   * this.
   */
  private static final double SOONER = 0.85;

  private static final double LATER = 1.1;

  /** How many durations of unexpected calls are considered. */
  private static final int STAYS = 8;

  private final Tracker s;
  private final DayPath path;

  Passage(Tracker s, DayPath path) {
    this.s = s;
    this.path = path;
  }

  void judge(Outlook out) {
    reach();
    double p = path.reached[DayPath.LENGTH];
    double chance = UNFORESEEN + (1 - UNFORESEEN - AVERTED) * p;
    out.withinDay(chance);
    out.claims(chance, 1);
    boolean surged = surged();
    s.raise(p >= threshold(surged) * (s.raised() ? RELEASE : 1));
    if (!s.raised()) {
      out.stable();
      return;
    }
    double peak = 0;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      peak = Math.max(peak, path.usual[j]);
    }
    out.peak(peak);
    out.exhausting(
        surged ? Outlook.Cause.SURGE : Outlook.Cause.USUAL,
        s.at(),
        s.at() + quantile(FIRST) * SOONER * Buckets.SECONDS,
        s.at() + quantile(0.5) * Buckets.SECONDS,
        s.at() + quantile(LAST) * LATER * Buckets.SECONDS);
  }

  private double threshold(boolean surged) {
    if (surged) {
      double n = s.surge().endedSoFar();
      return ON_SURGE + WARY * n / (n + WARY_AFTER);
    }
    double fresh = NEW / s.usual().days();
    return ON + Math.min(1, quantile(0.5) / FAR) * (ON_FAR - ON) + fresh;
  }

  /**
   * Returns when the maximum is reached with probability {@code q}, given that it is reached; in
   * buckets from now.
   */
  private double quantile(double q) {
    double target = q * path.when[DayPath.LENGTH];
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      double after = path.when[j];
      if (after >= target) {
        double before = path.when[j - 1];
        return after > before ? j - 1 + Math.max(0, target - before) / (after - before) : j;
      }
    }
    return DayPath.LENGTH;
  }

  /** Whether unexpected calls fill the limit, and not the usual course. */
  private boolean surged() {
    if (!s.surge().isOn()) {
      return false;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      best = Math.max(best, z(j, 0));
    }
    return path.reached[DayPath.LENGTH] > 1.5 * Tails.cdf(best);
  }

  private void reach() {
    Arrays.fill(path.reached, 0);
    Arrays.fill(path.when, 0);
    if (!s.surge().isOn()) {
      add(0, 1);
      return;
    }
    double like = s.usual().missed().likeness(s.surge().perBucket());
    if (like > 0) {
      add(s.usual().missed().least() / s.surge().perBucket(), like / 2);
      add(s.usual().missed().most() / s.surge().perBucket(), like / 2);
    }
    for (int k = 0; k < STAYS; k++) {
      add(s.surge().stayQuantile(s.at(), (k + 0.5) / STAYS), (1 - like) / STAYS);
    }
  }

  private void add(double stay, double weight) {
    double best = Double.NEGATIVE_INFINITY;
    double f = 0;
    double rest = 1;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      double z = z(j, stay);
      double here = Tails.cdf(z);
      if (z > best) {
        best = z;
        f = here;
      }
      rest *= 1 - APART / DayPath.LENGTH * here;
      path.reached[j] += f * weight;
      path.when[j] += (1 - (1 - f) * rest) * weight;
    }
  }

  /** How far the path is above the maximum, in halves of the calibrated band. */
  private double z(int j, double stay) {
    double counted = Math.min(stay - (j - path.surging[j]), path.surging[j]);
    double gap = path.usual[j] + s.surge().perBucket() * Math.max(0, counted) - s.max();
    double[] side = gap < 0 ? s.calibration().hi : s.calibration().lo;
    return gap / (Calibration.at(side, j) * path.spread[j]) - CURSE;
  }
}

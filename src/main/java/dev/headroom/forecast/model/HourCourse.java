package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;

/**
 * Runs an hourly window forward in twelve steps of five minutes, as {@link DayCourse} does for a
 * day. What leaves a rolling hour is known slot by slot; a fixed hour starts over at its reset.
 */
final class HourCourse {
  /** Steps of five minutes. */
  private static final int STEPS = 12;

  /** Probability from which the limit is called exhausting, and below which it no longer is. */
  private static final double ON = 0.35;

  private static final double OFF = 0.18;

  /** Added while only one day is known; half of it when two are, and so on. */
  private static final double NEW = 0.2;

  /** Share of a surge's rate that is expected to continue: within an hour it may well end. */
  private static final double STAYS = 0.5;

  /** Fading of the present level per step: half in two hours. */
  private static final double FADE = 0.97;

  /** The same per bucket, for hours further ahead. */
  private static final double FADE_BUCKET = 0.965;

  /** Relief may take this many times longer: refused callers come back. */
  private static final double LATER = 4;

  /** Noise of a reading, as a share of the maximum. */
  private static final double FLOOR = 3 * DayCourse.FLOOR;

  private final Tracker s;
  private final double level;
  private double u;
  private double spread;
  private double bestZ = Double.NEGATIVE_INFINITY;
  private int bestStep = STEPS;
  private double highest;

  /** Width of the band at that step; a band as wide as the limit itself justifies nothing. */
  private double width;

  private int crossing;

  HourCourse(Tracker s) {
    this.s = s;
    double part = s.openPart();
    level = s.usual().levelOfHours(s.max(), s.openCame(), part * s.usual().ahead(0));
  }

  void project(Outlook out) {
    run(out);
    bands(out);
    double p = Tails.cdf(bestZ);
    if (s.isFull()) {
      s.raise(false);
      out.exhausted();
      if (!s.usual().hasDay()) {
        out.reliefNotKnown(Relief.Reason.TOO_LITTLE_HISTORY);
      }
    } else if (!s.usual().hasDay()) {
      out.useOnlyIf(false);
      out.unknown(UnknownReason.LESS_THAN_A_DAY);
    } else {
      judge(out, p);
    }
  }

  private void judge(Outlook out, double p) {
    double days = s.usual().days();
    out.claims(p, days / (1 + days));
    boolean grounded = crossing != 0 || width < s.max();
    s.raise(grounded && p >= (s.raised() ? OFF : ON) + NEW / s.usual().days());
    if (!s.raised()) {
      out.stable();
      return;
    }
    int j = crossing != 0 ? crossing : bestStep;
    out.peak(highest);
    out.exhausting(
        Outlook.Cause.USUAL,
        s.at(),
        s.at() + Math.max(1, j / 2) * 300.0,
        s.at() + j * 300.0,
        s.at() + 600.0 * Math.min(STEPS, j));
  }

  private void run(Outlook out) {
    boolean fixed = s.finder().fixedHour;
    int reset = fixed ? 12 - (int) (s.at() % 3600) / 300 : Integer.MAX_VALUE;
    double rate = s.surge().perSlot() * STAYS;
    double most = Math.max(s.used(), s.max());
    double held = s.used();
    double fade = 1;
    u = s.used();
    spread = FLOOR * s.max();
    for (int j = 1; j <= STEPS; j++) {
      fade *= FADE;
      int i = Buckets.of(s.at() + j * 300L) - s.openBucket();
      double come = s.usual().ahead(i) * (1 + (level - 1) * fade) / 3 + rate;
      double before = u;
      if (fixed) {
        u = j == reset ? come : u + come;
      } else {
        u += come - s.arrivals().fine[j - 1];
      }
      held = Math.min(most, held + u - before);
      if (held < s.max() && !out.hasRelief()) {
        double at = (s.at() / 300 + j) * 300;
        out.relief(
            s.at(), fixed ? at : s.at(), at, at + (fixed ? 300 : 300 + LATER * (at - s.at())));
      }
      spread += s.usual().aheadDeviation(i) / 3;
      approach(j);
    }
  }

  private void approach(int j) {
    double gap = u - s.max();
    double side = gap < 0 ? s.calibration().hi[0] : s.calibration().lo[0];
    double z = gap / (side * spread);
    if (z > bestZ) {
      bestZ = z;
      bestStep = j;
      highest = u;
      width = side * spread;
    }
    if (crossing == 0 && gap >= 0) {
      crossing = j;
    }
  }

  /**
   * Computes the bands. Up to one hour: the end of the run. Later: what is usual in such an hour.
   */
  private void bands(Outlook out) {
    band(out, 0, u, spread);
    boolean fixed = s.finder().fixedHour;
    double span = fixed ? (s.at() % 3600 / 300 + 1) / 3.0 : 4;
    for (int k = 1; k < 3; k++) {
      int hours = Calibration.HORIZONS[k] / 4;
      double then = 1 + (level - 1) * Math.pow(FADE_BUCKET, Calibration.HORIZONS[k]);
      int i = Buckets.of(s.at() + hours * 3600L) - s.openBucket();
      double middle = 0;
      double deviation = FLOOR * s.max();
      for (double x = 0; x < span && i >= 0; x++, i--) {
        double share = Math.min(1, span - x);
        middle += s.usual().ahead(i) * then * share;
        deviation += s.usual().aheadDeviation(i) * share;
      }
      band(out, k, middle, deviation);
    }
  }

  private void band(Outlook out, int k, double middle, double deviation) {
    s.calibration().remember(s.at(), k, middle, deviation);
    out.use(
        k,
        middle - s.calibration().lo[k] * deviation,
        middle,
        middle + s.calibration().hi[k] * deviation);
  }
}

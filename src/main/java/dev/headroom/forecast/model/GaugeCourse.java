package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;

/**
 * The course of a gauge: its usual level at that time of the week, plus today's deviation, which
 * fades. A gauge has no time of exhaustion; {@link GaugeHabit} tells whether it repeatedly reaches
 * its cap.
 */
final class GaugeCourse {
  private static final double FADE = 0.9;
  private final Tracker s;

  GaugeCourse(Tracker s) {
    this.s = s;
  }

  void project(Outlook out) {
    double off = s.used() - s.usual().ahead(0);
    for (int k = 0; k < 3; k++) {
      int j = Calibration.HORIZONS[k];
      double middle = Math.max(0, s.usual().ahead(j) + off * Math.pow(FADE, j));
      double spread = s.usual().aheadDeviation(j) + DayCourse.FLOOR * s.max() * 3;
      s.calibration().remember(s.at(), k, middle, spread);
      out.use(
          k,
          middle - s.calibration().lo[k] * spread,
          middle,
          middle + s.calibration().hi[k] * spread);
    }
    s.raise(false);
    if (s.isFull()) {
      out.exhausted();
      out.reliefNotKnown(Relief.Reason.WORK_IN_PROGRESS);
    } else if (s.usual().hasDay()) {
      out.stable();
    } else {
      out.useOnlyIf(false);
      out.unknown(UnknownReason.LESS_THAN_A_DAY);
    }
  }
}

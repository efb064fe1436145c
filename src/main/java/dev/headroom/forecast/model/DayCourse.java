package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;

/**
 * Runs a daily window forward, and says when and how likely it will be full.
 *
 * <p>The usual course adds what is expected to arrive and subtracts what is known to leave:
 *
 * <pre>{@code
 * U(j) = used + sum over i <= j of (expected(i) level(i) - leaving(i))
 * }</pre>
 *
 * <p>A fixed day starts over at its reset. Errors within a day are correlated, so the measure of
 * spread {@code S(j)} grows with the sum of the buckets' usual deviations, and {@link Calibration}
 * gives it its scale.
 */
final class DayCourse {
  /**
   * Noise of a reading, as a share of the maximum: the counter is exact only within some minutes.
   */
  static final double FLOOR = 0.0006;

  /** How much a level different from the usual adds to the spread of a bucket, as a share. */
  static final double LEVEL_DOUBT = 0.5;

  /** How late a counter is updated, in seconds. */
  private static final int LATE = 300;

  /** How many buckets a late job may take to catch up. */
  private static final int CATCH_UP = 4;

  /** How many buckets a job that came early is missing from. */
  private static final int MISSED = 6;

  private final Tracker s;
  private final DayPath path;

  DayCourse(Tracker s) {
    this.s = s;
    this.path = new DayPath();
  }

  void project(Outlook out) {
    lay();
    bands(out);
    if (s.isFull()) {
      s.raise(false);
      out.exhausted();
      relieve(out);
    } else if (!s.usual().hasDay()) {
      out.useOnlyIf(s.at() - s.since() > 6 * 3600);
      out.unknown(UnknownReason.LESS_THAN_A_DAY);
    } else {
      new Passage(s, path).judge(out);
    }
  }

  private void relieve(Outlook out) {
    if (s.kind() == Kind.FIXED_DAY) {
      double reset = s.at() + bucketsToReset() * Buckets.SECONDS;
      out.relief(s.at(), reset, reset, reset + LATE);
    } else if (!s.usual().hasDay()) {
      out.reliefNotKnown(Relief.Reason.TOO_LITTLE_HISTORY);
    } else {
      new ReliefCourse(s, path).judge(out);
    }
  }

  /** Fills the path. */
  private void lay() {
    boolean fixed = s.kind() == Kind.FIXED_DAY;
    double reset = fixed ? bucketsToReset() : Double.MAX_VALUE;
    double part = s.openPart();
    come(part);
    double u = s.used();
    double spread = FLOOR * s.max();
    double before = 0;
    boolean begun = false;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      if (fixed && !begun && j >= reset) {
        begun = true;
        double share = Math.min(1, j - reset + 1 / 3.0);
        u = path.come[j] * share;
        before = j - share;
        spread = FLOOR * s.max();
      } else {
        path.leave[j] = fixed ? 0 : leaving(j, part);
        u += path.come[j] - path.leave[j];
      }
      u = Math.max(0, u);
      spread += path.doubt[j];
      path.usual[j] = u;
      path.spread[j] = spread;
      path.surging[j] = j - before;
    }
  }

  /**
   * Adds what is expected to come: the usual, at today's level, adjusted for a job that is early or
   * late.
   */
  private void come(double part) {
    UsualWeek week = s.usual();
    double ofHours = s.usual().level(s.max());
    double ofDay = s.usual().dayLevel(s.max());
    double moved = s.usual().moved();
    if (s.usual().jumpy(s.max())) {
      moved += s.openCame() - part * week.ahead(0) * ofHours;
    }
    double early = Math.max(0, moved);
    double late = Math.max(0, -moved) / CATCH_UP;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      double level = s.usual().levelAhead(j, ofHours, ofDay);
      double come = ((1 - part) * week.ahead(j - 1) + part * week.ahead(j)) * level;
      if (early > 0) {
        double cut = Math.min(early, 0.9 * come);
        early = j > MISSED ? 0 : early - cut;
        come -= cut;
      } else if (j <= CATCH_UP) {
        come += late;
      }
      path.come[j] = come;
      path.doubt[j] = s.usual().aheadDeviation(j) * (1 + LEVEL_DOUBT * Math.abs(level - 1));
    }
  }

  private double bucketsToReset() {
    long left = Math.floorMod(s.finder().resetAt - s.at(), 86_400L);
    return (left == 0 ? 86_400 : left) / (double) Buckets.SECONDS;
  }

  /** What leaves a rolling window in the {@code j}th bucket from now. */
  private double leaving(int j, double part) {
    if (!s.finder().wholeHours) {
      int k = s.openBucket() + j - Buckets.DAY;
      return (1 - part) * s.ring().get(k - 1) + part * s.ring().get(k);
    }
    int b = s.openBucket() + j + (part >= 1 ? 1 : 0);
    if (b % 4 != 0) {
      return 0;
    }
    double hour = 0;
    for (int k = 0; k < 4; k++) {
      hour += s.ring().get(b - 100 + k);
    }
    return hour;
  }

  /**
   * Computes the bands of use. Unexpected calls move the upper edge fully, and the middle by their
   * expected duration.
   */
  private void bands(Outlook out) {
    for (int k = 0; k < Calibration.HORIZONS.length; k++) {
      int j = Calibration.HORIZONS[k];
      double u = path.usual[j];
      double spread = path.spread[j];
      s.calibration().remember(s.at(), k, u, spread);
      if (k < 3) {
        double grow = s.surge().perBucket() * path.surging[j];
        double stay = path.surging[j] < j ? 0 : s.surge().stay(s.at(), j) * s.surge().perBucket();
        if (s.usual().missed().likeness(s.surge().perBucket()) > 0.5) {
          stay = Math.min(stay, s.usual().missed().most());
        }
        out.use(
            k,
            Math.max(0, u - s.calibration().lo[k] * spread),
            u + Math.min(stay, grow),
            u + s.calibration().hi[k] * spread + grow);
      }
    }
  }
}

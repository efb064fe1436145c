package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import java.util.Arrays;

/**
 * Estimates when a full rolling day will have room that lasts for an hour.
 *
 * <p>What leaves the window is known; what replaces it is not. So the window is run forward under
 * {@link #DEMANDS} equally likely factors of the expected calls, each with {@link #STAYS} equally
 * likely durations of unexpected calls, never above its present level:
 *
 * <pre>{@code
 * h(j) = min(h(0), h(j-1) + m come(j) + surge(j) - leaving(j))
 * }</pre>
 *
 * <p>Room comes with the first {@code j} from which {@code h} is under the maximum for an hour. If
 * too many of the runs see none within the day, or too many estimates were wrong since the limit
 * ran out, no time is given.
 */
final class ReliefCourse {
  private static final int DEMANDS = 9;
  private static final int STAYS = 8;
  private static final int RUNS = DEMANDS * STAYS;

  /** Standard deviation of the logarithm of the factor, per unit of error in a day's sum. */
  private static final double WIDTH = 3;

  private static final double NARROWEST = 0.2;
  private static final double WIDEST = 0.6;

  /**
   * Its maximum centre: refused calls are not counted and come again, so more arrives than was
   * seen.
   */
  private static final double CENTRE = 0.2;

  /** What each wrong estimate adds to that. */
  private static final double WRONG = 0.5;

  /** After this many wrong estimates no further one is made. */
  private static final int GIVE_UP = 3;

  /** Quantiles of the standard normal distribution, equally likely: (k - 1/2) / 9. */
  private static final double[] NORMAL = {
    -1.593, -0.967, -0.589, -0.282, 0, 0.282, 0.589, 0.967, 1.593
  };

  /** Share of the runs that must see room within the day. */
  private static final double ENOUGH = 0.9;

  /** How many buckets the room must last. */
  private static final int LASTS = 4;

  private final Tracker s;
  private final DayPath path;
  private final double[] at = new double[RUNS];

  ReliefCourse(Tracker s, DayPath path) {
    this.s = s;
    this.path = path;
  }

  void judge(Outlook out) {
    out.reliefNotKnown(Relief.Reason.REFILLED);
    int wrong = s.promise().wrong();
    if (wrong >= GIVE_UP) {
      return;
    }
    double width = width();
    int n = 0;
    for (int d = 0; d < DEMANDS; d++) {
      double factor = Math.exp(Math.min(CENTRE, width) + WRONG * wrong + width * NORMAL[d]);
      for (int k = 0; k < STAYS; k++) {
        double stay = s.surge().isOn() ? s.surge().stayQuantile(s.at(), (k + 0.5) / STAYS) : 0;
        double j = run(factor, stay);
        if (j > 0) {
          at[n++] = j;
        }
      }
    }
    if (n < ENOUGH * RUNS) {
      return;
    }
    Arrays.sort(at, 0, n);
    out.relief(s.at(), moment(0.05, n, -1), moment(0.5, n, -0.5), moment(0.95, n, 1));
  }

  private double width() {
    double sum = 0;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      sum += path.come[j];
    }
    double off = Calibration.at(s.calibration().hi, DayPath.LENGTH) * path.spread[DayPath.LENGTH];
    return off >= sum ? WIDEST : Math.min(WIDEST, Math.max(NARROWEST, WIDTH * off / sum));
  }

  private double moment(double q, int n, double bucket) {
    double j = at[(int) Math.min(n - 1, q * n)] + bucket;
    return s.at() + j * Buckets.SECONDS;
  }

  /** The bucket in which room comes; 0 if it does not within the day. */
  private int run(double factor, double stay) {
    double full = Math.max(s.used(), s.max());
    double held = s.used();
    int room = 0;
    for (int j = 1; j <= DayPath.LENGTH; j++) {
      double surging = s.surge().perBucket() * Math.max(0, Math.min(1, stay - (j - 1)));
      held = Math.min(full, held + factor * path.come[j] + surging - path.leave[j]);
      room = held < s.max() - 0.5 ? room + 1 : 0;
      if (room == LASTS) {
        return j - LASTS + 1;
      }
    }
    return 0;
  }
}

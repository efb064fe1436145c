package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * How much each of the four profiles of {@link UsualWeek} is trusted: the inverse cube of its
 * hourly errors on busy days, of about the last day and of the last hours together. The day before
 * is trusted least at first, but it alone counts once work is seen to come at yesterday's hours and
 * not at the usual ones.
 */
final class Blend {
  /** The weekday's profile, the slow and the fast one of busy days, and the day before. */
  private static final int PROFILES = 4;

  static final int YESTERDAY = 3;

  /** Share of a new hour in the mean errors, and in those of the last hours. */
  private static final double LEARN = 0.04;

  private static final double LEARN_RECENT = 0.3;

  /**
   * Weight of the day before relative to a profile with the same errors: it may have been an
   * unusual day.
   */
  private static final double DOUBT_YESTERDAY = 0.3;

  private final double[] error = {1, 1, 1, 1};
  private final double[] recent = new double[PROFILES];

  /** The current hour: what came, and what the profiles predicted. */
  private final double[] hour = new double[PROFILES + 1];

  /**
   * Whether the last hours and the day before are ignored: they are when, in a rolling day, what
   * came a day before leaves just as the same comes again. Not stored.
   */
  boolean steady;

  double trust(int profile) {
    double e = error[profile] + (steady ? 0 : recent[profile]);
    return (profile == YESTERDAY ? DOUBT_YESTERDAY : 1) / (e * e * e);
  }

  /** Records what came in a bucket, and what the profiles predicted for it. */
  void add(double came, double weekday, double slow, double fast, double yesterday) {
    hour[0] += came;
    hour[1] += weekday;
    hour[2] += slow;
    hour[3] += fast;
    hour[4] += yesterday;
  }

  /**
   * Ends an hour.
   *
   * @param counts whether all profiles know this hour
   */
  void endHour(boolean counts, double m) {
    for (int i = 0; counts && i < error.length; i++) {
      double off = Math.abs(hour[0] - hour[i + 1]);
      error[i] += LEARN * (off + 0.001 * m - error[i]);
      recent[i] += LEARN_RECENT * (off - recent[i]);
    }
    forgetHour();
  }

  void forgetHour() {
    Arrays.fill(hour, 0);
  }

  void hourState(StateCodec c, int version) {
    for (int i = 0; i < known(version) + 1; i++) {
      hour[i] = c.number(hour[i]);
    }
  }

  void errorState(StateCodec c, double scale, int version) {
    for (int i = 0; i < known(version); i++) {
      error[i] = c.number(error[i]);
    }
    if (version == 1) {
      error[YESTERDAY] = Math.max(error[0], Math.max(error[1], error[2]));
    } else {
      c.amounts(recent, scale);
    }
  }

  /** Returns how many profiles a stored state has. */
  private static int known(int version) {
    return version == 1 ? YESTERDAY : PROFILES;
  }
}

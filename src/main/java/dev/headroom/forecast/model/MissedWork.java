package dev.headroom.forecast.model;

/**
 * Usual calls that have not come: a job that is late, or was skipped. Later unexpected calls may be
 * these; then they end when all have come, or a little more.
 */
final class MissedWork {
  /** Share of the expected below which it counts as not come. */
  private static final double NOT_COME = 0.3;

  /** Expected calls per bucket that matter, as a share of the maximum. */
  private static final double MATTERS = 0.003;

  /** What is left of missed work after each bucket: half after a day and a half. */
  private static final double KEEP = 0.995;

  /** By which share more may come than was missed: no two runs are the same. */
  private static final double MORE = 0.3;

  /** How likely calls are the missed ones when their rate is similar, and when it is not. */
  private static final double ALIKE = 0.8;

  private static final double UNLIKE = 0.3;

  /** Calls still to come; negative when more came than were missed. */
  private double owed;

  /** The most that was owed, and its calls per bucket. */
  private double missed;

  private double rate;

  void forget() {
    owed = 0;
    missed = 0;
    rate = 0;
  }

  /** Returns the least and the most calls still to come if these are the missed ones. */
  double least() {
    return Math.max(0, owed);
  }

  double most() {
    return owed + MORE * missed;
  }

  /** Completes a bucket. */
  void close(double came, double expected, double max) {
    owed *= KEEP;
    missed *= KEEP;
    if (came < NOT_COME * expected && expected > MATTERS * max) {
      owe(expected - came, expected);
    } else {
      owed -= Math.max(0, came - expected);
    }
    if (most() <= 0 || missed < MATTERS * max) {
      forget();
    }
  }

  /**
   * Records that more left the window than it was known to hold: usual calls whose time was
   * unknown, and which do not come now.
   *
   * @param perBucket what would be in a bucket
   */
  void add(double calls, double perBucket, double max) {
    if (calls > MATTERS * max) {
      owe(calls, perBucket);
    }
  }

  private void owe(double calls, double perBucket) {
    owed = Math.max(0, owed) + calls;
    missed = Math.max(missed, owed);
    rate = Math.max(rate, perBucket);
  }

  /** Returns how likely calls at this rate per bucket are the missed work. */
  double likeness(double perBucket) {
    if (!(missed > 0)) {
      return 0;
    }
    double ratio = perBucket / rate;
    return ratio > 0.4 && ratio < 2.5 ? ALIKE : UNLIKE;
  }

  void state(StateCodec c) {
    owed = c.number(owed);
    missed = c.number(missed);
    rate = c.number(rate);
  }
}

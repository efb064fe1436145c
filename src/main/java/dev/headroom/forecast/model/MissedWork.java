package dev.headroom.forecast.model;

/**
 * Usual calls that have not come: a job that is late, or was left out. Calls that nobody expects
 * may be these, come late; then they end when all has come, or a little more.
 */
final class MissedWork {
  /** Share of the expected under which it has not come. */
  private static final double NOT_COME = 0.3;

  /** Expected calls of a bucket that matter, of the maximum. */
  private static final double MATTERS = 0.003;

  /** What is left of missed work after a bucket: half after a day and a half. */
  private static final double KEEP = 0.995;

  /** Share by which more may come than was missed: no run is quite like another. */
  private static final double MORE = 0.3;

  /** How likely calls are the missed ones, where their rate is like theirs, and where it is not. */
  private static final double ALIKE = 0.8;

  private static final double UNLIKE = 0.3;

  /** Calls that are still to come; under 0 when more came than were missed. */
  private double owed;

  /** The most that was owed, and calls a bucket of it. */
  private double missed;

  private double rate;

  void forget() {
    owed = 0;
    missed = 0;
    rate = 0;
  }

  /** The least and the most that calls which are the missed ones still have to come. */
  double least() {
    return Math.max(0, owed);
  }

  double most() {
    return owed + MORE * missed;
  }

  /** A bucket is complete. */
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
   * More left than was known to be in the window: usual calls of which it was not known when they
   * come, and they do not come now.
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

  /** How likely calls of so many a bucket are the work that was missed. */
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

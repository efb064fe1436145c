package dev.headroom.forecast;

/**
 * Usual calls that have not come: a job that is late, or was left out. Calls that nobody expects
 * may be these, come late; then they end when all has come.
 */
final class MissedWork {
  /** Share of the expected under which it has not come. */
  private static final double NOT_COME = 0.3;

  /** Expected calls of a bucket that matter, of the maximum. */
  private static final double MATTERS = 0.003;

  /** What is left of missed work after a bucket: half after a day and a half. */
  private static final double KEEP = 0.995;

  private double owed;

  /** Calls a bucket of the work that was missed. */
  private double rate;

  void forget() {
    owed = 0;
    rate = 0;
  }

  /** Calls that are still to come. */
  double owed() {
    return owed;
  }

  /** A bucket is complete. */
  void close(double came, double expected, double max) {
    owed *= KEEP;
    if (came < NOT_COME * expected && expected > MATTERS * max) {
      owed += expected - came;
      rate = Math.max(rate, expected);
    } else {
      owed = Math.max(0, owed - Math.max(0, came - expected));
    }
    if (owed < MATTERS * max) {
      forget();
    }
  }

  /** How likely calls of so many a bucket are the work that was missed. */
  double likeness(double perBucket) {
    if (!(owed > 0)) {
      return 0;
    }
    double ratio = perBucket / rate;
    return ratio > 0.4 && ratio < 2.5 ? ALIKE : UNLIKE;
  }

  private static final double ALIKE = Double.parseDouble(System.getProperty("alike", "0.8"));
  private static final double UNLIKE = Double.parseDouble(System.getProperty("unlike", "0.3"));

  void state(StateCodec c) {
    owed = c.number(owed);
    rate = c.number(rate);
  }
}

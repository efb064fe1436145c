package dev.headroom.forecast.model;

/**
 * Holds back impossible readings until the next one arrives: if the value is back where it was one
 * reading later, the odd reading is dropped.
 *
 * <p>In a day's counter an impossible reading is a jump that nothing usual explains, or a fall by
 * more than can have left; for every limit but a gauge it is a maximum that changes by a factor of
 * five or more. A reading at the maximum is held for longer, because the answer that stands for a
 * refusal is repeated.
 */
final class Doubt {
  /** A jump beyond the usual by this share of the maximum. */
  private static final double JUMP = 0.1;

  /** The same in calls: a few calls are not a jump. */
  static final double FEW = 4;

  /** A fall beyond what can have left, as a share of the maximum and of the use. */
  private static final double FALL = 0.03;

  private static final double FALL_OF_USE = 0.3;

  /** The value is back when the difference is under this share of the jump. */
  private static final double BACK = 0.3;

  /** A change of the maximum by this factor is doubted once. */
  private static final double RESIZED = 5;

  /** For how many seconds readings at the maximum are doubted. */
  private static final long PINNED = 3 * 3600;

  /** Nothing is doubted when the last reading that counted is older than this, in seconds. */
  private static final long GAP = 6 * 3600;

  private static final int MOST = 37;

  private final long[] at = new long[MOST];
  private final double[] used = new double[MOST];
  private final double[] max = new double[MOST];
  private int held;

  int held() {
    return held;
  }

  long at(int i) {
    return at[i];
  }

  double used(int i) {
    return used[i];
  }

  double max(int i) {
    return max[i];
  }

  void clear() {
    held = 0;
  }

  /** Returns whether the reading must wait for the next one; if so, it is kept. */
  boolean holds(Tracker s, long t, double u, double m) {
    if (!s.started() || s.kind() == Kind.GAUGE) {
      return false;
    }
    boolean strange = held == 0 && strange(s, t, u, m);
    boolean pinned =
        held > 0 && held < MOST && u >= m && used[0] >= max[0] && m == max[0] && t - at[0] < PINNED;
    if (!strange && !pinned) {
      return false;
    }
    at[held] = t;
    used[held] = u;
    max[held] = m;
    held++;
    return true;
  }

  /** Returns whether the reading shows that the held ones were wrong. */
  boolean refutes(Tracker s, double u, double m) {
    if (held == 0) {
      return false;
    }
    double jump = Math.abs(used[0] - s.used());
    boolean resized = resized(s.max(), max[0]);
    return resized ? m == s.max() : Math.abs(u - s.used()) <= BACK * jump;
  }

  private static boolean resized(double before, double now) {
    return now > RESIZED * before || before > RESIZED * now;
  }

  private static boolean strange(Tracker s, long t, double u, double m) {
    if (resized(s.max(), m)) {
      return true;
    }
    boolean day = s.kind() == Kind.ROLLING || s.kind() == Kind.FIXED_DAY;
    if (!day || t - s.at() > GAP) {
      return false;
    }
    double d = u - s.used();
    double usual = s.usual().top() * s.usual().level(m) * (t - s.at()) / Buckets.SECONDS;
    if (d > Math.max(FEW, JUMP * m) + 2 * usual) {
      return true;
    }
    return s.kind() == Kind.ROLLING
        && -d > Math.max(FEW, FALL * m)
        && -d > FALL_OF_USE * s.used()
        && -d > 1.5 * s.arrivals().leaving(t, Math.min(t - s.at(), Buckets.DAY_SECONDS));
  }

  void state(StateCodec c) {
    held = StateReader.inRange(c.count(held), MOST);
    for (int i = 0; i < held; i++) {
      at[i] = c.count(at[i]);
      used[i] = c.exact(used[i]);
      max[i] = c.exact(max[i]);
    }
  }
}

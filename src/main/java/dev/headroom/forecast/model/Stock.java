package dev.headroom.forecast.model;

/** What is known of a stock, or of a month's count: its levels, how they swing, its daily gains. */
final class Stock {
  private static final int DAYS = 14;

  /** Seconds without a claim after which the next begins anew. */
  private static final long ANEW = 6 * 3600;

  /** Weeks after which what was said is worth half. */
  private static final double WEEKS = 1.15;

  private final LevelHistory levels = new LevelHistory();
  final LevelForecast forecast;
  final Swing swing = new Swing();

  /** What was gained on each of the last days; what fell is not taken off. */
  private final double[] gains = new double[DAYS];

  private int dayCount;
  private double dayGain;

  Stock(UsualWeek usual) {
    forecast = new LevelForecast(levels, usual);
  }

  /** Since when it has been called exhausting, and when it was last. */
  private long claimedSince;

  private long claimedAt;

  /** What was said at {@code t}. */
  void said(long t, boolean exhausting) {
    if (exhausting) {
      claimedSince = t - claimedAt > ANEW ? t : claimedSince;
      claimedAt = t;
    }
  }

  /**
   * What it is worth to call it exhausting: less the longer that has been said and did not come.
   */
  double patience(long t) {
    double weeks = t - claimedAt > ANEW ? 0 : (t - claimedSince) / (7.0 * Buckets.DAY_SECONDS);
    return 1 / (1 + Math.pow(weeks / WEEKS, 5));
  }

  /** Whole days that are known, at most {@link #DAYS}. */
  int days() {
    return Math.min(DAYS, dayCount);
  }

  /** The gain of so many days ago; 1 is the last whole day. */
  double gain(int daysAgo) {
    return gains[(dayCount - daysAgo) % DAYS];
  }

  /** Growth of the mean of a day, a day. */
  double slope() {
    return levels.slope();
  }

  /**
   * Takes a reading in.
   *
   * @param before time of the last one
   * @param gained since then, 0 or more
   */
  void look(long before, long at, double used, double gained, double max) {
    dayGain += gained;
    if (at / Buckets.DAY_SECONDS != before / Buckets.DAY_SECONDS) {
      gains[dayCount % DAYS] = dayGain;
      dayCount++;
      dayGain = 0;
    }
    int b = Buckets.of(at);
    if (!levels.isEmpty() && b / LevelForecast.EVERY != levels.newest() / LevelForecast.EVERY) {
      forecast.compare();
    }
    double room = swing.look(at, used, max);
    if (room > 0) {
      levels.lower(room);
      forecast.again();
    }
    levels.put(b, used);
  }

  /** A month is over: what is counted begins again. */
  void startAgain(double usedBefore) {
    levels.lower(usedBefore);
    forecast.again();
  }

  /** Days without a reading: the day that was open is no whole one. */
  void skip() {
    dayGain = 0;
  }

  /**
   * Writes or reads its state.
   *
   * @param claims whether it is kept since when it is called exhausting
   * @param swings whether the levels are kept: of a month's count they are not needed
   */
  void state(StateCodec c, double scale, boolean claims, boolean swings) {
    dayCount = StateReader.inRange(c.count(dayCount), 1 << 20);
    dayGain = c.number(dayGain);
    for (int i = 0; i < DAYS; i++) {
      gains[i] = c.number(gains[i]);
    }
    if (claims) {
      claimedSince = c.count(claimedSince);
      claimedAt = c.count(claimedAt);
    }
    if (swings) {
      levels.state(c, scale);
      forecast.state(c);
      swing.state(c, scale);
    }
  }
}

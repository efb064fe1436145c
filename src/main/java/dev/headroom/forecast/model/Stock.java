package dev.headroom.forecast.model;

/** What is known about a stock, or a month's count: its levels, how they swing, its daily gains. */
final class Stock {
  private static final int DAYS = 14;

  /** Seconds without a claim after which the next one counts as new. */
  private static final long ANEW = 6 * 3600;

  /** Weeks after which a claim is worth half. */
  private static final double WEEKS = 1.15;

  private final LevelHistory levels = new LevelHistory();
  final LevelForecast forecast;
  final Swing swing = new Swing();

  /** Gains on each of the last days; falls are not subtracted. */
  private final double[] gains = new double[DAYS];

  private int dayCount;
  private double dayGain;

  Stock(UsualWeek usual) {
    forecast = new LevelForecast(levels, usual);
  }

  /** Since when it has been called exhausting, and when it last was. */
  private long claimedSince;

  private long claimedAt;

  /** Records what was said at {@code t}. */
  void said(long t, boolean exhausting) {
    if (exhausting) {
      claimedSince = t - claimedAt > ANEW ? t : claimedSince;
      claimedAt = t;
    }
  }

  /**
   * Returns what calling it exhausting is worth: less the longer that was said without coming true.
   */
  double patience(long t) {
    double weeks = t - claimedAt > ANEW ? 0 : (t - claimedSince) / (7.0 * Buckets.DAY_SECONDS);
    return 1 / (1 + Math.pow(weeks / WEEKS, 5));
  }

  /** Returns the whole days that are known, at most {@link #DAYS}. */
  int days() {
    return Math.min(DAYS, dayCount);
  }

  /** Returns the gain of this many days ago; 1 is the last whole day. */
  double gain(int daysAgo) {
    return gains[(dayCount - daysAgo) % DAYS];
  }

  /** Returns the growth per day of the daily mean. */
  double slope() {
    return levels.slope();
  }

  /**
   * Adds a reading.
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

  /** Starts a new month: the count starts over. */
  void startAgain(double usedBefore) {
    levels.lower(usedBefore);
    forecast.again();
  }

  /** Skips days without a reading: the current day is not a whole one. */
  void skip() {
    dayGain = 0;
  }

  /**
   * Codes its state.
   *
   * @param claims whether the state includes since when it is called exhausting
   * @param swings whether levels are stored; a month's count does not need them
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

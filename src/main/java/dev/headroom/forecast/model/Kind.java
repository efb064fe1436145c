package dev.headroom.forecast.model;

/** How a counter behaves: stated by the catalogue's window, or learned from the readings. */
enum Kind {
  /** A sum over the last 24 hours. */
  ROLLING(1),
  /** A sum since the day's reset. */
  FIXED_DAY(2),
  /** A sum over the last hour (or half hour), or since the hour's reset. */
  HOUR(3),
  /** A level that grows until someone cleans up, or until the month ends. */
  STOCK(4),
  /** What is in use at this moment. */
  GAUGE(5);

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** The stored code. */
  int code() {
    return code;
  }

  static Kind of(long code) {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new StateReader.Unreadable("no kind: " + code);
  }
}

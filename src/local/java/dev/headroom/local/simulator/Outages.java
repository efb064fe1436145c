package dev.headroom.local.simulator;

/** When an org does not answer as it should, as a function of time alone. */
@FunctionalInterface
public interface Outages {

  /** Returns the state at that minute. */
  Outage at(long minute);

  /** An org that always answers. */
  static Outages never() {
    return minute -> Outage.NONE;
  }

  /** The kinds of outage. */
  enum Outage {
    /** None: the org answers. */
    NONE,
    /** A 503 with an HTML page, from the token endpoint too. */
    MAINTENANCE,
    /** Connections are closed without an answer. */
    DISCONNECTED,
    /** Connections stay open without an answer. */
    SILENT
  }
}

package dev.headroom.local.simulator;

/** When an org does not answer as it should, as a function of the time alone. */
@FunctionalInterface
public interface Outages {

  /** What is the matter at that minute. */
  Outage at(long minute);

  /** An org that always answers. */
  static Outages never() {
    return minute -> Outage.NONE;
  }

  /** What is the matter. */
  enum Outage {
    /** Nothing. */
    NONE,
    /** A 503 with a page for people, at the token endpoint too. */
    MAINTENANCE,
    /** Connections are closed without an answer. */
    DISCONNECTED,
    /** Connections stay open and nothing comes. */
    SILENT
  }
}

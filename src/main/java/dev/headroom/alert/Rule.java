package dev.headroom.alert;

/**
 * What kind of problem an alert is about. Part of the alert's identity, so the word of a rule never
 * changes once it is released. A rule that a newer version stored is kept by its word.
 *
 * @param word as the API and messages write it: lower case, hyphens between words
 */
public record Rule(String word) {
  /** The levels of a limit: one problem, one alert, however high it climbs. */
  public static final Rule USAGE = new Rule("usage");

  /** The org gives no readings. */
  public static final Rule NOT_REPORTING = new Rule("not-reporting");

  /** Limits that matter are missing from the org's replies. */
  public static final Rule VANISHED = new Rule("vanished");

  /** A target refuses what it is sent, because of its settings. */
  public static final Rule TARGET = new Rule("target");

  /** The rule that a row names. */
  public static Rule ofStored(String name) {
    return new Rule(StoredWord.read(name));
  }

  /** The name of this rule in rows. */
  public String stored() {
    return StoredWord.write(word);
  }

  /** Whether this version judges the rule. */
  public boolean isKnown() {
    return equals(USAGE) || equals(NOT_REPORTING) || equals(VANISHED) || equals(TARGET);
  }
}

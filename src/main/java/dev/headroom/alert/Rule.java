package dev.headroom.alert;

import java.util.List;

/**
 * The kind of problem an alert is about. Part of the alert's identity, so a rule's word never
 * changes once it is released. A rule stored by a newer version is kept by its word.
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

  /** A target refuses messages because of its settings. */
  public static final Rule TARGET = new Rule("target");

  /** Nothing is wrong: an operator tests whether a target can be reached. */
  public static final Rule TEST = new Rule("test");

  /** Findings about an org's API access that were not there before. */
  public static final Rule ACCESS = new Rule("access");

  /** An integration makes about as many calls as it may, or more. */
  public static final Rule BUDGET = new Rule("budget");

  /** Something wasteful is new, and worth a change. */
  public static final Rule ADVICE = new Rule("advice");

  /** An org may make more or fewer calls than before. */
  public static final Rule ALLOCATION = new Rule("allocation");

  /** Returns the rule named in a row. */
  public static Rule ofStored(String name) {
    return new Rule(StoredWord.read(name));
  }

  /** Returns the name of this rule in rows. */
  public String stored() {
    return StoredWord.write(word);
  }

  /** Returns whether an open alert says that something is in danger: advice and news do not. */
  public boolean isProblem() {
    return !equals(ADVICE) && !equals(ALLOCATION);
  }

  /** Returns whether this version judges the rule. */
  public boolean isKnown() {
    return List.of(USAGE, NOT_REPORTING, VANISHED, TARGET, TEST, ACCESS, BUDGET, ADVICE, ALLOCATION)
        .contains(this);
  }
}

package dev.headroom.alert;

/**
 * The cause of an alert's present severity. A reason stored by a newer version is kept by its word.
 *
 * @param word as the API and messages write it: lower case, hyphens between words
 */
public record Reason(String word) {
  /** A level was reached. */
  public static final Reason THRESHOLD = new Reason("threshold");

  /** Exhaustion is projected within a level's horizon, and use has not reached that level. */
  public static final Reason PROJECTION = new Reason("projection");

  /** Use rose faster than it may, and holds no level by itself. */
  public static final Reason JUMP = new Reason("jump");

  /** There was no reading for too long. */
  public static final Reason SILENCE = new Reason("silence");

  /** Limits are missing from the org's replies. */
  public static final Reason VANISHED = new Reason("vanished");

  /** A target refuses messages because of its settings. */
  public static final Reason REFUSED = new Reason("refused");

  /** An operator tests a target. */
  public static final Reason TEST = new Reason("test");

  /** An integration made so many of the calls that it may make. */
  public static final Reason BUDGET = new Reason("budget");

  /** Something was found that should not be so. */
  public static final Reason FINDING = new Reason("finding");

  /** On a resolve: the org no longer reports the limit, so the problem cannot be judged. */
  public static final Reason NO_LONGER_REPORTED = new Reason("no-longer-reported");

  /** On a resolve: the org or the target was removed from the fleet. */
  public static final Reason REMOVED = new Reason("removed");

  /** Returns the reason named in a row. */
  public static Reason ofStored(String name) {
    return new Reason(StoredWord.read(name));
  }

  /** Returns the name of this reason in rows. */
  public String stored() {
    return StoredWord.write(word);
  }
}

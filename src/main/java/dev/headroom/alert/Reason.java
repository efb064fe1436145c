package dev.headroom.alert;

/**
 * What gives an alert the severity that it has now. A reason that a newer version stored is kept by
 * its word.
 *
 * @param word as the API and messages write it: lower case, hyphens between words
 */
public record Reason(String word) {
  /** A level was reached. */
  public static final Reason THRESHOLD = new Reason("threshold");

  /** Exhaustion is projected within a level's horizon, and no level as high was reached. */
  public static final Reason PROJECTION = new Reason("projection");

  /** No reading was had for too long. */
  public static final Reason SILENCE = new Reason("silence");

  /** The org's replies lack limits that they had. */
  public static final Reason VANISHED = new Reason("vanished");

  /** A target refuses messages because of its settings. */
  public static final Reason REFUSED = new Reason("refused");

  /** On a resolve: the org no longer reports the limit, so the problem cannot be judged. */
  public static final Reason NO_LONGER_REPORTED = new Reason("no-longer-reported");

  /** On a resolve: the org or the target was removed from the fleet. */
  public static final Reason REMOVED = new Reason("removed");

  /** The reason that a row names. */
  public static Reason ofStored(String name) {
    return new Reason(StoredWord.read(name));
  }

  /** The name of this reason in rows. */
  public String stored() {
    return StoredWord.write(word);
  }
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change under consideration: whom would it lock out?
 *
 * @param id the asker's name for it
 * @param name of the profile, the user or the app; empty for the whole org
 * @param ranges that would be allowed
 * @param adds whether the present ranges stay
 * @param days how far back logins are replayed
 * @param to the app's new relaxation; null unless that would change
 */
public record Candidate(
    String id,
    Kind kind,
    String name,
    List<AddressSpan> ranges,
    boolean adds,
    int days,
    @Nullable IpRelaxation to) {
  /** Salesforce keeps logins for six months. */
  public static final int MAX_DAYS = 180;

  public Candidate {
    ranges = List.copyOf(ranges);
  }

  /** What would change. */
  public enum Kind {
    /** The ranges of a profile, for all its users. */
    PROFILE("profile"),
    /** The ranges of the profile of one user, for that user. */
    USER("user"),
    /** The ranges of the profiles of everyone who uses an app, for that app. */
    APP("app"),
    /** How strictly an app is bound to the existing ranges. */
    RELAXATION("relaxation"),
    /** The org's trusted ranges. */
    ORG_TRUSTED("orgTrusted");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns its name in questions. */
    public String word() {
      return word;
    }

    /** Returns the kind called {@code word}. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }
  }

  /** Returns whether it concerns the users of one app. */
  public boolean isForApp() {
    return kind == Kind.APP || kind == Kind.RELAXATION;
  }

  /** Returns whether the answer depends on the present ranges of profiles. */
  public boolean needsPresentRanges() {
    return kind == Kind.RELAXATION || (adds && kind != Kind.ORG_TRUSTED);
  }
}

package dev.headroom.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody thinks of: whom would it lock out?
 *
 * @param id the asker's name of it
 * @param name of the profile, the user or the app; empty for the whole org
 * @param ranges that would be allowed
 * @param adds whether the present ranges stay
 * @param days how far back logins are replayed
 * @param to the app's new relaxation; null unless it is a change of that
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
    /** The ranges of the profiles of all who use an app, for that app. */
    APP("app"),
    /** How far an app is held to the ranges that there are. */
    RELAXATION("relaxation"),
    /** The org's trusted ranges. */
    ORG_TRUSTED("orgTrusted");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in questions. */
    public String word() {
      return word;
    }

    /** The kind called {@code word}. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }
  }

  /** Whether it is for the users of one app. */
  public boolean isForApp() {
    return kind == Kind.APP || kind == Kind.RELAXATION;
  }

  /** Whether the answer depends on the ranges that profiles have now. */
  public boolean needsPresentRanges() {
    return kind == Kind.RELAXATION || (adds && kind != Kind.ORG_TRUSTED);
  }
}

package dev.headroom.access;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a candidate would have locked out.
 *
 * @param candidate the question's id
 * @param complete false if relevant logins, settings or calls could not be read
 * @param logins how many logins were replayed
 * @param bypassed outside the ranges, but let through by the app's relaxation
 * @param rangesNeeded the fewest ranges that lock none of these logins out
 * @param summary the answer in words
 */
public record LockOut(
    String candidate,
    boolean complete,
    int logins,
    List<Hit> lockedOut,
    List<Hit> bypassed,
    List<Unknown> unknown,
    List<String> rangesNeeded,
    String summary) {
  public LockOut {
    lockedOut = List.copyOf(lockedOut);
    bypassed = List.copyOf(bypassed);
    unknown = List.copyOf(unknown);
    rangesNeeded = List.copyOf(rangesNeeded);
  }

  /** What was replayed. */
  public enum Via {
    LOGIN("login"),
    REQUEST("request");

    private final String word;

    Via(String word) {
      this.word = word;
    }

    /** Returns its name in answers. */
    public String word() {
      return word;
    }
  }

  /**
   * A user's logins or calls from one address.
   *
   * @param user the user name
   * @param lastAt when the last one was
   * @param reason the relaxation that lets them through; null if they are locked out
   */
  public record Hit(
      String user,
      String userId,
      String integration,
      String address,
      int logins,
      int requests,
      Instant lastAt,
      Via via,
      @Nullable IpRelaxation reason) {}

  /** Logins and calls whose fate is unknown; none if their number is unknown. */
  public record Unknown(Reason reason, int logins, int requests) {}

  /** Why something is unknown. */
  public enum Reason {
    APP_AMBIGUOUS("appAmbiguous", "two apps have that name and treat them differently"),
    HISTORY_UNREADABLE("historyUnreadable", "the login history of others cannot be read"),
    NOT_AN_ADDRESS("notAnAddress", "the log has a word in place of an address"),
    POLICY_UNREADABLE("policyUnreadable", "the app's IP relaxation cannot be read"),
    RANGES_UNREADABLE("rangesUnreadable", "the profile's present ranges cannot be read"),
    REQUESTS_UNREADABLE(
        "requestsUnreadable", "every request is held to the ranges, and the calls cannot be read"),
    SECOND_FACTOR("secondFactor", "a second factor decides"),
    SECURITY_TOKEN(
        "securityToken", "a password login from there would need the user's security token"),
    SETTINGS_UNREADABLE(
        "settingsUnreadable", "whether every request is held to the ranges cannot be read");

    private final String word;
    private final String meaning;

    Reason(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }

    /** Returns its name in answers. */
    public String word() {
      return word;
    }

    /** Returns the reason as a clause. */
    public String meaning() {
      return meaning;
    }

    /** Returns whether something relevant could not be read, so that the answer is not complete. */
    boolean isUnreadable() {
      return word.endsWith("Unreadable");
    }

    /** Returns the reason called {@code word}. */
    public static Optional<Reason> of(String word) {
      return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
    }
  }
}

package dev.headroom.access;

import dev.headroom.usage.Wildcard;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule that allows users to use the API.
 *
 * @param kind what the pattern is matched with
 * @param pattern in which {@code *} stands for any run of characters and {@code ?} for one; case
 *     does not matter; empty for {@link Kind#API_ONLY}
 */
public record AllowRule(Kind kind, String pattern) {
  private static final String API_ONLY = "apiOnly";

  /** What a rule examines. */
  public enum Kind {
    API_ONLY(AllowRule.API_ONLY),
    USER("user"),
    PROFILE("profile"),
    PERMISSION_SET("permissionSet"),
    PERMISSION_SET_GROUP("permissionSetGroup");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * Returns the rule in {@code text}: {@code apiOnly}, or {@code user:svc-*}; empty if it is not
   * one.
   */
  public static Optional<AllowRule> parse(String text) {
    if (text.equals(API_ONLY)) {
      return Optional.of(new AllowRule(Kind.API_ONLY, ""));
    }
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (colon > 0
          && colon < text.length() - 1
          && kind != Kind.API_ONLY
          && kind.word.equals(text.substring(0, colon))) {
        return Optional.of(new AllowRule(kind, text.substring(colon + 1)));
      }
    }
    return Optional.empty();
  }

  /** Returns the form in the manifest. */
  public String text() {
    return kind == Kind.API_ONLY ? API_ONLY : kind.word + ":" + pattern;
  }

  boolean isForUser(String username) {
    return kind == Kind.USER && covers(username);
  }

  boolean isForPath(PathKind path, String name) {
    return kind.word.equals(path.word()) && covers(name);
  }

  private boolean covers(String name) {
    return Wildcard.matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }
}

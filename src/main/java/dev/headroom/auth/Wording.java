package dev.headroom.auth;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an error of Salesforce says, in a form in which its meaning can be looked for: code and text
 * together, lower case, one blank between words. Salesforce says the same under several codes and
 * in several spellings, {@code OAUTH_EC_APP_NOT_FOUND} and {@code app_not_found}.
 *
 * @param words a blank stands before the first and after the last
 */
public record Wording(String words) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]++");

  /** Longest text that is looked at, in characters. */
  private static final int MAX_CHARS = 2_000;

  /** The wording of an error. */
  public static Wording of(String code, String text) {
    String both = code + " / " + text;
    String seen = both.length() <= MAX_CHARS ? both : both.substring(0, MAX_CHARS);
    return new Wording(
        " " + BETWEEN_WORDS.matcher(seen.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ");
  }

  /**
   * Whether one of {@code meanings} is said. A meaning is words that stand together; where they may
   * stand apart, {@code +} is between them: {@code "user + inactive"}.
   */
  public boolean means(List<String> meanings) {
    return meanings.stream().anyMatch(this::means);
  }

  private boolean means(String meaning) {
    for (String part : meaning.split(" \\+ ", -1)) {
      if (!words.contains(" " + part + " ")) {
        return false;
      }
    }
    return true;
  }
}

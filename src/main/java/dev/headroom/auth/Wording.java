package dev.headroom.auth;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text of a Salesforce error, normalised so that its meaning can be searched: code and text
 * together, lower case, one blank between words. Salesforce says the same under several codes and
 * in several spellings, {@code OAUTH_EC_APP_NOT_FOUND} and {@code app_not_found}.
 *
 * @param words with a blank before the first and after the last word
 */
public record Wording(String words) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]++");

  /** The longest text that is examined, in characters. */
  private static final int MAX_CHARS = 2_000;

  /** Returns the wording of an error. */
  public static Wording of(String code, String text) {
    String both = code + " / " + text;
    String seen = both.length() <= MAX_CHARS ? both : both.substring(0, MAX_CHARS);
    return new Wording(
        " " + BETWEEN_WORDS.matcher(seen.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ");
  }

  /**
   * Returns whether one of {@code meanings} is said. A meaning is a run of adjacent words; {@code
   * +} separates runs that may be apart: {@code "user + inactive"}.
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

package dev.headroom.auth;

import dev.headroom.org.PlainText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes text from the other side fit to be logged, shown and stored: known secrets and anything
 * that looks like a token are removed, so are invisible characters ({@link PlainText}), and it is
 * shortened. Takes bounded time and stack, however long the text is and whatever it contains.
 */
public final class Redactor {
  /** The longest text that is let through, in characters. */
  public static final int MAX_CHARS = 300;

  /**
   * How much of a text is examined, in characters, in addition to the length of the longest secret.
   */
  static final int MAX_READ = 8 * 1024;

  private static final String MASK = "****";

  /** A shorter secret cannot be distinguished from ordinary words. */
  private static final int SHORTEST_SECRET = 3;

  /**
   * Salesforce session ids, JSON web tokens, keys in PEM format. Every repetition is possessive and
   * of a single class: a repeated group, or one that backtracks, takes stack or time in proportion
   * to the text.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "00D[A-Za-z0-9]{9,15}+![A-Za-z0-9_.]++"
              + "|eyJ[A-Za-z0-9_-]{5,}+[A-Za-z0-9_.-]*+"
              + "|-----BEGIN [^-]*+-----[^-]*+(?:-----END [^-]*+-----)?"
              + "|(?i:bearer)\\s++[A-Za-z0-9._~+/!=-]++");

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Returns a redactor that removes {@code secrets}, in their plain and their URL-encoded form, and
   * all tokens.
   */
  public static Redactor of(Secret... secrets) {
    List<String> all = new ArrayList<>();
    for (Secret secret : secrets) {
      String text = secret.reveal().strip();
      if (text.length() >= SHORTEST_SECRET) {
        all.add(text);
        all.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
      }
    }
    all.sort(Comparator.comparingInt(String::length).reversed());
    return new Redactor(all);
  }

  /**
   * Returns {@code text} without secrets, on one line, with at most {@link #MAX_CHARS} characters.
   */
  public String clean(String text) {
    int longest = secrets.isEmpty() ? 0 : secrets.getFirst().length();
    boolean isCut = text.length() - MAX_READ > longest;
    String out = isCut ? text.substring(0, MAX_READ + longest) : text;
    for (String secret : secrets) {
      out = out.replace(secret, MASK);
    }
    out = TOKEN.matcher(out).replaceAll(MASK);
    if (isCut) {
      // Its end may be the beginning of a secret.
      out = out.substring(0, Math.max(0, out.length() - longest)) + "...";
    }
    return PlainText.line(out, MAX_CHARS);
  }
}

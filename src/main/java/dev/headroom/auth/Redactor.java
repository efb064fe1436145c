package dev.headroom.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a text of the other side fit to be logged, shown and stored: known secrets and what looks
 * like a token are cut out, control characters are gone, and it is short.
 */
public final class Redactor {
  /** Longest text that is let through, in characters. */
  public static final int MAX_CHARS = 300;

  private static final String MASK = "****";

  /** Shorter than this, a secret cannot be told from ordinary words. */
  private static final int SHORTEST_SECRET = 3;

  /** Salesforce session ids, JSON web tokens, keys in PEM form. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "00D[A-Za-z0-9]{9,15}![A-Za-z0-9_.]+"
              + "|eyJ[A-Za-z0-9_-]{5,}(\\.[A-Za-z0-9_-]*)*"
              + "|-----BEGIN [^-]*-----[^-]*(-----END [^-]*-----)?"
              + "|(?i:bearer)\\s+[A-Za-z0-9._~+/!=-]+");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Z}]+");

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Cuts out {@code secrets}, in their plain and their URL-encoded form, and all tokens. */
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

  /** {@code text} without secrets, on one line, of at most {@link #MAX_CHARS} characters. */
  public String clean(String text) {
    String out = text;
    for (String secret : secrets) {
      out = out.replace(secret, MASK);
    }
    out = TOKEN.matcher(out).replaceAll(MASK);
    out = CONTROL.matcher(out).replaceAll(" ").strip();
    return out.length() <= MAX_CHARS ? out : out.substring(0, MAX_CHARS) + "...";
  }
}

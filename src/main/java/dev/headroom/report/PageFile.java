package dev.headroom.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A page that is a file.
 *
 * @param name its path, without a slash in front
 * @param type its media type
 * @param facts what of {@code text} makes it another file: all but the time at which it was made
 */
public record PageFile(String name, String type, String text, String facts) {
  /** The media type of a page. */
  public static final String HTML = "text/html;charset=UTF-8";

  /** The media type of Markdown. */
  public static final String MARKDOWN = "text/markdown;charset=UTF-8";

  private static final int DIGITS = 16;

  /** Returns a file that is another one with every other text. */
  public static PageFile of(String name, String type, String text) {
    return new PageFile(name, type, text, text);
  }

  /** Returns the text in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what tells these facts from others: 64 bits of a hash. */
  public String digest() {
    return digest(facts);
  }

  /** Returns 64 bits of the SHA-256 of a text, in hexadecimal digits. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

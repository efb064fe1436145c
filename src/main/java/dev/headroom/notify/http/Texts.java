package dev.headroom.notify.http;

/** Keeps texts within a receiver's limits. */
public final class Texts {
  private Texts() {}

  /**
   * Returns {@code text}, or its beginning with an ellipsis if it has more than {@code mostChars}
   * UTF-16 characters. No character is cut in two.
   */
  public static String cut(String text, int mostChars) {
    if (text.length() <= mostChars) {
      return text;
    }
    int end = mostChars - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}

package dev.headroom.org;

/**
 * Makes text of any origin safe to show and to log: one line that reads the same in every terminal,
 * log and page. The only place that decides which characters are not shown.
 *
 * <p>Controls, line and paragraph separators become a space. Characters that format other text,
 * such as bidirectional overrides, zero-width characters and byte order marks, letters that are
 * blank, and unpaired surrogates become {@value #MARK}: hidden characters must not make two texts
 * look alike.
 */
public final class PlainText {
  /** Replaces a character that is not shown. */
  public static final char MARK = '\uFFFD';

  private static final String ELLIPSIS = "...";

  /** Letters and marks by category that are nevertheless invisible. */
  private static final String BLANKS =
      "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0";

  private PlainText() {}

  /** Returns {@code text} with the same number of characters or fewer, all of them visible. */
  public static String of(String text) {
    return replaced(text, false);
  }

  /** Returns the first {@code mostChars} of {@link #of}, with an ellipsis if there are more. */
  public static String of(String text, int mostChars) {
    if (text.length() <= mostChars) {
      return of(text);
    }
    int end = mostChars;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return of(text.substring(0, end)) + ELLIPSIS;
  }

  /**
   * Returns {@code text} on one line: as {@link #of}, with runs of blanks collapsed, none at its
   * ends, and cut with an ellipsis after {@code mostChars} UTF-16 characters. No character is cut
   * in two. The time taken depends on what is returned, not on the rest of {@code text}.
   */
  public static String line(String text, int mostChars) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), mostChars + 1));
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int shown = shown(c);
      if (shown == ' ' || Character.isSpaceChar(shown)) {
        blank = !out.isEmpty();
        continue;
      }
      if (out.length() + (blank ? 1 : 0) + Character.charCount(shown) > mostChars) {
        return out.append(ELLIPSIS).toString();
      }
      if (blank) {
        out.append(' ');
        blank = false;
      }
      out.appendCodePoint(shown);
    }
    return out.toString();
  }

  /** Returns {@code text} as {@link #of} does, but keeps its line breaks and tabs. */
  public static String block(String text) {
    return replaced(text, true);
  }

  private static String replaced(String text, boolean lines) {
    int i = 0;
    while (i < text.length() && shown(text.codePointAt(i), lines) == text.codePointAt(i)) {
      i += Character.charCount(text.codePointAt(i));
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, i);
    while (i < text.length()) {
      int c = text.codePointAt(i);
      out.appendCodePoint(shown(c, lines));
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static int shown(int c, boolean lines) {
    return lines && (c == '\n' || c == '\r' || c == '\t') ? c : shown(c);
  }

  private static int shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE -> MARK;
      default -> BLANKS.indexOf(c) >= 0 ? MARK : c;
    };
  }
}

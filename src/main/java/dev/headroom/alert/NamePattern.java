package dev.headroom.alert;

/**
 * Patterns of limit names: {@code *} stands for any run of characters, everything else for itself.
 */
public final class NamePattern {
  private NamePattern() {}

  /**
   * Returns whether {@code pattern} matches the whole of {@code name}; case matters. Takes time in
   * proportion to the two lengths, whatever they are.
   */
  public static boolean matches(String pattern, String name) {
    int first = pattern.indexOf('*');
    if (first < 0) {
      return pattern.equals(name);
    }
    int last = pattern.lastIndexOf('*');
    int tail = pattern.length() - last - 1;
    int end = name.length() - tail;
    if (end < first
        || !name.startsWith(pattern.substring(0, first))
        || !name.endsWith(pattern.substring(last + 1))) {
      return false;
    }
    int from = first;
    for (int star = first; star < last; ) {
      int next = pattern.indexOf('*', star + 1);
      String part = pattern.substring(star + 1, next);
      // The leftmost place leaves the most for the parts after it.
      int at = part.isEmpty() ? from : find(part, name, from, end);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
      star = next;
    }
    return true;
  }

  /** Where {@code part} is first in {@code name}, by the method of Knuth, Morris and Pratt. */
  private static int find(String part, String name, int from, int end) {
    int[] borders = borders(part);
    int matched = 0;
    for (int n = from; n < end; n++) {
      while (matched > 0 && part.charAt(matched) != name.charAt(n)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(matched) == name.charAt(n) && ++matched == part.length()) {
        return n - matched + 1;
      }
    }
    return -1;
  }

  /** How much of the beginning of {@code part} each of its beginnings ends with. */
  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    for (int i = 1, length = 0; i < part.length(); i++) {
      while (length > 0 && part.charAt(length) != part.charAt(i)) {
        length = borders[length - 1];
      }
      if (part.charAt(length) == part.charAt(i)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}

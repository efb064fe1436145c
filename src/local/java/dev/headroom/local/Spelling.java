package dev.headroom.local;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the words that a misspelt one may have been meant as. Own code, because picocli compares
 * only commands, and only the first letter of options.
 */
final class Spelling {
  private Spelling() {}

  /**
   * Returns those of {@code known} that are a slip or two away from {@code word}, the nearest
   * first.
   */
  static List<String> near(String word, Collection<String> known) {
    int most = word.length() <= 4 ? 1 : word.length() <= 6 ? 2 : 3;
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .sorted(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .toList();
  }

  /** Letters added, left out, changed or swapped: the optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

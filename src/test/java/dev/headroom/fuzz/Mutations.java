package dev.headroom.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Seeded mutations of real texts: cut, doubled, moved and filled with what breaks readers. The same
 * seed gives the same texts.
 */
public final class Mutations {
  /** The largest text, in characters: that of the largest answer that is read. */
  public static final int MAX_CHARS = 5_000_000;

  /** One text in this many is a large one. */
  private static final int LARGE_EVERY = 500;

  private static final List<String> PIECES =
      List.of(
          ".",
          "-",
          " ",
          "[",
          "{",
          "{\"a\":",
          "\"",
          "\\",
          "\\ud800",
          "\\udc00\\u202e",
          "\ud83d\ude00",
          "\u202e",
          "\u0000",
          "\u001b[2J",
          "\r\n",
          "\u2028",
          "0",
          "9",
          "1e9999",
          "-1",
          ",",
          ":",
          "/",
          "%00",
          "&a=*a ",
          "eyJaaaaa",
          "eyJaaaaa.",
          "-----BEGIN ",
          "Bearer ",
          "00D000000000001!",
          "null",
          "api-usage=1/0;");

  private final Random random;
  private long made;
  private long chars;
  private int largest;

  /** Mutations that begin with {@code seed}. */
  public Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** One of {@code texts}, mutated in one to four places. */
  public String of(List<String> texts) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    made++;
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      step(text, made % LARGE_EVERY == 0 && i == 0);
    }
    if (text.length() > MAX_CHARS) {
      text.setLength(MAX_CHARS);
    }
    chars += text.length();
    largest = Math.max(largest, text.length());
    return text.toString();
  }

  /** One of {@code choices}. */
  public <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** What was made so far, in figures. */
  public String figures() {
    return made + " texts, " + chars + " characters, the largest " + largest;
  }

  private void step(StringBuilder text, boolean large) {
    int at = random.nextInt(text.length() + 1);
    int to = at + random.nextInt(text.length() - at + 1);
    int kind = large ? 0 : random.nextInt(8);
    switch (kind) {
      case 0, 1, 2 ->
          text.insert(at, PIECES.get(random.nextInt(PIECES.size())).repeat(times(large)));
      case 3 -> text.delete(at, to);
      case 4 -> text.insert(at, text.substring(at, to));
      case 5 -> text.setLength(at);
      case 6 -> {
        if (at < text.length()) {
          text.setCharAt(at, (char) random.nextInt(Character.MAX_VALUE + 1));
        }
      }
      default -> {
        String moved = text.substring(at, to);
        text.delete(at, to).insert(random.nextInt(text.length() + 1), moved);
      }
    }
  }

  private int times(boolean large) {
    return large
        ? 500_000 + random.nextInt(500_000)
        : switch (random.nextInt(4)) {
          case 0 -> 1;
          case 1 -> 1 + random.nextInt(20);
          case 2 -> 1 + random.nextInt(1_000);
          default -> 5_000;
        };
  }
}

package dev.headroom.bench;

import dev.headroom.auth.Redactor;
import dev.headroom.auth.Secret;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.org.PlainText;
import dev.headroom.wiring.TargetTypes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Measures how the time spent on a text from outside grows with its size: for each reader and kind
 * of text the time at every size, and its ratio to the previous one. Sizes double, so a reader of
 * linear time shows a ratio of about 2, one of quadratic time 4.
 */
public final class OutsideTexts {
  private static final int SMALLEST = 1 << 18;
  private static final int SIZES = 5;
  private static final int ROUNDS = 7;

  private OutsideTexts() {}

  /** Measures everything and prints one line for each measurement. */
  public static void main(String[] arguments) {
    Redactor redactor = Redactor.of(Secret.of("c1ient-s3cret-of-the-app"));
    YamlManifestReader manifests = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
    Map<String, ToIntFunction<String>> readers = new LinkedHashMap<>();
    readers.put("redactor", text -> redactor.clean(text).length());
    readers.put("plain text", text -> PlainText.of(text).length());
    readers.put("manifest", text -> manifests.read(text).toString().length());
    Map<String, String> pieces = new LinkedHashMap<>();
    pieces.put("dots", "eyJaaaaa.");
    pieces.put("brackets", "[{");
    pieces.put("controls", "\u0000\u202e\n");
    pieces.put("slashes", "/");
    pieces.put("words", "limit exceeded ");
    int sum = 0;
    for (Map.Entry<String, ToIntFunction<String>> reader : readers.entrySet()) {
      for (Map.Entry<String, String> piece : pieces.entrySet()) {
        StringBuilder line = new StringBuilder(reader.getKey() + ", " + piece.getKey() + ":");
        long before = 0;
        for (int i = 0; i < SIZES; i++) {
          int size = SMALLEST << i;
          String text = piece.getValue().repeat(size / piece.getValue().length());
          long best = Long.MAX_VALUE;
          for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            sum += reader.getValue().applyAsInt(text);
            best = Math.min(best, System.nanoTime() - from);
          }
          line.append(String.format(Locale.ROOT, " %d K %.2f ms", size >> 10, best / 1e6));
          if (before > 0) {
            line.append(String.format(Locale.ROOT, " (x%.1f)", best / (double) before));
          }
          before = best;
        }
        System.out.println(line);
      }
    }
    System.out.println("checksum " + sum);
  }
}

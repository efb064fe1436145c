package dev.headroom.bench;

import dev.headroom.limits.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A history on disk, in the form that {@code src/bench/README.md} tells.
 *
 * @param scoreFrom rows before it are for learning
 */
record Trace(String name, Window window, Duration interval, Instant scoreFrom, Path file) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Seconds within which an exhaustion is asked about. */
  int horizon() {
    return Reliability.horizon(window);
  }

  /** Seconds that make an exhaustion another one. */
  int calm() {
    return Reliability.calm(window);
  }

  /** {@link #scoreFrom} in seconds since 1970. */
  long scoredFrom() {
    return scoreFrom.getEpochSecond();
  }

  /** All that a folder's index names. */
  static List<Trace> in(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("traces.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(
            x ->
                new Trace(
                    x[0],
                    window(x[2]),
                    Duration.ofSeconds(Long.parseLong(x[3])),
                    instant(x[4]),
                    folder.resolve(x[0] + ".csv.gz")))
        .toList();
  }

  /** A time as traces write it, to the minute. */
  static Instant instant(String text) {
    return Instant.from(MINUTE.parse(text));
  }

  private static Window window(String word) {
    return Window.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Its rows, to be read in order. */
  BufferedReader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
  }
}

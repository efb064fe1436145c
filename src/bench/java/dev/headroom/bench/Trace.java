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
 * A history on disk, in the format described in {@code src/bench/README.md}.
 *
 * @param scoreFrom rows before it are for learning
 */
record Trace(String name, Window window, Duration interval, Instant scoreFrom, Path file) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Returns the seconds within which an exhaustion is forecast. */
  int horizon() {
    return Reliability.horizon(window);
  }

  /** Returns the seconds of calm after which an exhaustion counts as a new one. */
  int calm() {
    return Reliability.calm(window);
  }

  /** Returns {@link #scoreFrom} in seconds since 1970. */
  long scoredFrom() {
    return scoreFrom.getEpochSecond();
  }

  /** Returns all traces in a folder's index. */
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

  /** Parses a time as written in traces, to the minute. */
  static Instant instant(String text) {
    return Instant.from(MINUTE.parse(text));
  }

  private static Window window(String word) {
    return Window.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Opens its rows, to be read in order. */
  BufferedReader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
  }
}

package dev.headroom.bench;

import dev.headroom.limits.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A history on disk, in the form that {@code src/bench/README.md} tells. */
record Trace(String name, Window window, Path file) {

  /** All that a folder's index names. */
  static List<Trace> in(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("traces.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(x -> new Trace(x[0], window(x[2]), folder.resolve(x[0] + ".csv.gz")))
        .toList();
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

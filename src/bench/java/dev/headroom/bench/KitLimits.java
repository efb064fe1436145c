package dev.headroom.bench;

import dev.headroom.usage.CounterReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Readings of one org's DailyApiRequests. */
record KitLimits(List<CounterReading> readings, long max) {
  static KitLimits in(Path folder) throws IOException {
    List<CounterReading> readings = new ArrayList<>();
    long max = 0;
    List<String> lines = Files.readAllLines(folder.resolve("limits.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] x = line.split(",", -1);
      if (!x[1].isEmpty()) {
        readings.add(new CounterReading(Instant.parse(x[0]), Long.parseLong(x[1])));
        max = Long.parseLong(x[2]);
      }
    }
    return new KitLimits(readings, max);
  }
}

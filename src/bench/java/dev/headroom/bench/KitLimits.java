package dev.headroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Readings of DailyApiRequests of one org. */
record KitLimits(List<Reading> readings, long max) {
  private static final Duration NEAR = Duration.ofMinutes(15);

  record Reading(Instant at, long used) {}

  static KitLimits in(Path folder) throws IOException {
    List<Reading> readings = new ArrayList<>();
    long max = 0;
    List<String> lines = Files.readAllLines(folder.resolve("limits.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] x = line.split(",", -1);
      if (!x[1].isEmpty()) {
        readings.add(new Reading(Instant.parse(x[0]), Long.parseLong(x[1])));
        max = Long.parseLong(x[2]);
      }
    }
    return new KitLimits(readings, max);
  }

  /** What was used of the 24 hours that end with {@code day}; empty when no reading is near. */
  OptionalLong used(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    OptionalLong used = OptionalLong.empty();
    Duration best = NEAR.plusNanos(1);
    for (Reading reading : readings) {
      Duration off = Duration.between(reading.at, end).abs();
      if (off.compareTo(best) < 0) {
        best = off;
        used = OptionalLong.of(reading.used);
      }
    }
    return used;
  }
}

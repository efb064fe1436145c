package dev.headroom.cycle.report;

import com.sun.management.OperatingSystemMXBean;
import dev.headroom.history.RolledDay;
import dev.headroom.history.Sample;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What it takes to write the pages of a fleet of ten tenants as files, each org with 94 limits and
 * a week of hours: the first tick, which makes all of them, and a day of ticks in which nothing
 * changes. The database runs in the same process, so its processor time is included.
 */
public final class FilesTime {
  private static final double NANOS = 1e9;

  private FilesTime() {}

  /** Takes how many orgs there are; 1,000 without it. */
  public static void main(String[] args) {
    int orgs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    FilesWorld world =
        new FilesWorld(
            IntStream.range(0, orgs).mapToObj(i -> "tenant%d-%04d".formatted(i % 10, i)).toList());
    fill(world);
    tick(world, "the first tick", "1");
    // A running process has all of it compiled.
    for (int again = 2; again <= 5; again++) {
      tick(world, "release " + again, String.valueOf(again));
    }
    tick(world, "nothing changed", "5");
    world.metered.reset();
    world.directory().all();
    System.out.printf(
        "in each of these, %.1f RRU read the fleet twice, which report does anyway, once%n",
        2 * world.metered.readUnits());
    for (int hour = 1; hour <= 24; hour++) {
      world.now = world.now.plus(Duration.ofHours(1));
      tick(world, "hour " + hour, "5");
    }
    System.exit(0);
  }

  private static void tick(FilesWorld world, String what, String version) {
    world.metered.reset();
    long cpu = cpu();
    long began = System.nanoTime();
    PagesCycle.Report report = world.tick(version);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%-15s %5d orgs, %5d files, %7.1f s of processor time, %6.1f s, %7.1f RRU, %6.1f WRU, %d MB"
            + " live%n",
        what,
        report.orgs(),
        report.written(),
        (cpu() - cpu) / NANOS,
        (System.nanoTime() - began) / NANOS,
        world.metered.readUnits(),
        world.metered.writeUnits(),
        (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void fill(FilesWorld world) {
    DynamoDbRollups rollups =
        new DynamoDbRollups(
            world.database.client(),
            world.database.tables(),
            new DynamoDbNameDictionary(world.database.client(), world.database.tables()),
            () -> world.now);
    LocalDate today = LocalDate.ofInstant(world.now, ZoneOffset.UTC);
    for (int back = 7; back >= 1; back--) {
      LocalDate day = today.minusDays(back);
      RolledDay rolled = RolledDay.of(day, samples(day));
      for (Org org : world.directory().all()) {
        rollups.put(org.id(), rolled);
      }
    }
  }

  private static List<Sample> samples(LocalDate day) {
    List<Sample> samples = new ArrayList<>();
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int slot = 0; slot < 288; slot++) {
      samples.add(sample(start.plusSeconds(slot * 300L)));
    }
    return samples;
  }

  /** Returns what an org with 94 limits has at a slot; ten of them move. */
  static Sample sample(Instant slot) {
    long ofDay = slot.getEpochSecond() % Duration.ofDays(1).toSeconds() / 300;
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    for (int n = 0; n < 94; n++) {
      readings.put(
          new LimitName("Limit%02d".formatted(n)),
          Reading.ofUsed(n < 10 ? 100L * n + ofDay * 2L : n, 1_000));
    }
    return new Sample(slot, new Snapshot(readings, true));
  }
}

package dev.headroom.bench;

import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.DayBooks;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads the event log files of every org in a folder, attributes their calls, and writes the
 * results in the form that is scored.
 */
public final class Attribute {
  private Attribute() {}

  /**
   * Arguments: the folder that contains {@code logs}, one for the answers, and ids of orgs if not
   * all.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException("LOGS OUT [ORG...]");
    }
    List<String> only = List.of(args).subList(2, args.length);
    run(Path.of(args[0]), Path.of(args[1]), only);
  }

  static void run(Path kit, Path out, List<String> only) throws IOException {
    Path logs = Files.isDirectory(kit.resolve("logs")) ? kit.resolve("logs") : kit;
    for (String line : Files.readAllLines(logs.resolve("orgs.csv"))) {
      String[] org = line.split(",", -1);
      if (!org[0].equals("org") && (only.isEmpty() || only.contains(org[0]))) {
        org(logs.resolve(org[0]), out.resolve(org[0]), new KitPeriod(org));
      }
    }
  }

  private static void org(Path from, Path to, KitPeriod period) throws IOException {
    Files.createDirectories(to);
    Path spill = Files.createTempDirectory("calls");
    try (CallLog log = new CallLog(spill)) {
      List<FileReading> readings = new EventLogReader(log).read(KitFiles.in(from));
      KitAnswers answers = new KitAnswers(period, KitLimits.in(from), log, to);
      if (Boolean.getBoolean("daily")) {
        IntegrationRegistry registry = IntegrationRegistry.NONE;
        for (LocalDate day : period.days()) {
          CallLog.Span span = CallLog.Span.of(day);
          Attribution attribution = Attribution.of(log, List.of(), registry, span);
          DayBooks.write(
              log, attribution, span, usage -> answers.add(usage, attribution.integrations()));
          registry = attribution.registry();
        }
        answers.write(readings, registry);
      } else {
        Attribution attribution = Attribution.of(log, List.of());
        DayBooks.write(log, attribution, usage -> answers.add(usage, attribution.integrations()));
        answers.write(readings, attribution.registry());
      }
    } finally {
      Files.deleteIfExists(spill);
    }
  }

  /** An org and its days. */
  record KitPeriod(String org, LocalDate first, LocalDate last) {
    KitPeriod(String[] row) {
      this(row[0], LocalDate.parse(row[1]), LocalDate.parse(row[2]));
    }

    List<LocalDate> days() {
      return first.datesUntil(last.plusDays(1)).toList();
    }
  }
}

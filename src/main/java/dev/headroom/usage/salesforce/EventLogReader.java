package dev.headroom.usage.salesforce;

import dev.headroom.usage.CallLog;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Streams event log files into a {@link CallLog}, the oldest first. */
public final class EventLogReader {
  /** The order in which files are read: by creation date. */
  static final Comparator<EventLogFile> OLDEST_FIRST =
      Comparator.comparing(EventLogFile::created).thenComparing(EventLogFile::id);

  private final CallLog log;

  /** Creates a reader that puts calls into {@code log}. */
  public EventLogReader(CallLog log) {
    this.log = log;
  }

  /** Reads the files of {@code from} that contain calls, or details of calls. */
  public List<FileReading> read(EventLogFiles from) {
    List<EventLogFile> files =
        from.list().stream()
            .filter(f -> f.hasCalls() || f.hasDetails())
            .sorted(OLDEST_FIRST)
            .toList();
    FileNumbers numbers = new FileNumbers();
    List<FileReading> readings = new ArrayList<>();
    for (EventLogFile file : files) {
      readings.add(read(from, new FileRows(log, file, numbers.of(file))));
    }
    return readings;
  }

  private static FileReading read(EventLogFiles from, FileRows rows) {
    try {
      Optional<InputStream> body = from.open(rows.file());
      if (body.isEmpty()) {
        return rows.gone();
      }
      try (InputStream in = body.get()) {
        rows.read(in);
      }
      return rows.done();
    } catch (IOException e) {
      return rows.brokeOff("it is broken: " + e.getMessage());
    }
  }
}

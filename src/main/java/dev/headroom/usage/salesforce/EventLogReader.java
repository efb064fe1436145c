package dev.headroom.usage.salesforce;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.headroom.usage.CallLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Streams event log files into a {@link CallLog}. Nothing is told by the order of columns, and no
 * type is guessed. A file that is broken gives the rows before the break; a row that has too many
 * or too few fields, or no time, is left out; either way the reading says so.
 */
public final class EventLogReader {
  private static final int BUFFER = 1 << 16;

  /** Longest text of a field, in characters: a query may have 100,000. */
  private static final int LONGEST = 1 << 20;

  private final CallLog log;

  /** A reader that puts calls into {@code log}. */
  public EventLogReader(CallLog log) {
    this.log = log;
  }

  /** Reads the files of {@code from} that have calls, or more on calls, the oldest first. */
  public List<FileReading> read(EventLogFiles from) {
    List<EventLogFile> files =
        from.list().stream()
            .filter(f -> f.hasCalls() || f.hasDetails())
            .sorted(Comparator.comparing(EventLogFile::created).thenComparing(EventLogFile::id))
            .toList();
    List<FileReading> readings = new ArrayList<>();
    for (EventLogFile file : files) {
      readings.add(read(from, file, readings.size()));
    }
    return readings;
  }

  private FileReading read(EventLogFiles from, EventLogFile file, int number) {
    RowSink sink = file.hasCalls() ? new CallRows(log, number) : new DetailRows(log);
    try {
      Optional<InputStream> body = from.open(file);
      if (body.isEmpty()) {
        return new FileReading(file, number, 0, Optional.of("the file is gone"));
      }
      try (InputStream in = body.get()) {
        String problem = rows(in, sink);
        return new FileReading(
            file, number, sink.rows(), Optional.of(problem).filter(p -> !p.isEmpty()));
      }
    } catch (IOException e) {
      return new FileReading(file, number, sink.rows(), Optional.of(broken(e)));
    }
  }

  private static String rows(InputStream in, RowSink sink) throws IOException {
    RowHandler handler = new RowHandler();
    try (CsvReader<RowHandler> rows =
        CsvReader.builder()
            .maxBufferSize(LONGEST)
            .allowUnclosedQuote(false)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, new InputStreamReader(unpacked(in), StandardCharsets.UTF_8))) {
      for (RowHandler row : rows) {
        if (row.isHeader()) {
          String missing = sink.begin(row);
          if (!missing.isEmpty()) {
            return "column " + missing + " is missing";
          }
        } else if (!row.whole() || !sink.add(row)) {
          sink.skip();
        }
      }
    } catch (UncheckedIOException e) {
      return broken(e);
    } catch (CsvParseException e) {
      return broken(e);
    }
    if (sink.rows() == 0 && sink.skipped() == 0) {
      return handler.columns().isPresent() ? "it has a header only" : "it has 0 bytes";
    }
    return sink.skipped() == 0
        ? ""
        : "%d rows have too many or too few fields or no time".formatted(sink.skipped());
  }

  /** What is inside, whether it is packed or not; a byte order mark is left out. */
  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream plain = new BufferedInputStream(in, BUFFER);
    plain.mark(3);
    int a = plain.read();
    int b = plain.read();
    plain.reset();
    if (a == 0x1f && b == 0x8b) {
      return withoutMark(new BufferedInputStream(new GZIPInputStream(plain, BUFFER), BUFFER));
    }
    return withoutMark(plain);
  }

  private static InputStream withoutMark(BufferedInputStream in) throws IOException {
    in.mark(4);
    boolean mark = in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF;
    if (!mark) {
      in.reset();
    }
    return in;
  }

  private static String broken(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "it is broken: " + cause.getMessage();
  }
}

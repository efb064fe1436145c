package dev.headroom.usage.salesforce;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads one file into a log. Columns are found by the header; no type is guessed. Rows before a
 * break are kept. A row with too many or too few fields, or without a time, is left out, and the
 * reading says so.
 */
final class FileRows {
  private static final int BUFFER = 1 << 16;

  /** The longest text of a field, in characters: a query may have 100,000. */
  private static final int LONGEST = 1 << 20;

  private final EventLogFile file;
  private final int number;
  private final RowSink sink;
  private String problem = "it has 0 bytes";

  FileRows(CallLog log, EventLogFile file, int number) {
    this.file = file;
    this.number = number;
    this.sink = file.hasCalls() ? new CallRows(log, number) : new DetailRows(log);
  }

  EventLogFile file() {
    return file;
  }

  /** Reads a body, gzip or not. */
  void read(InputStream in) throws IOException {
    RowHandler handler = new RowHandler();
    try (CsvReader<RowHandler> rows =
        CsvReader.builder()
            .maxBufferSize(LONGEST)
            .allowUnclosedQuote(false)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, new InputStreamReader(unpacked(in), StandardCharsets.UTF_8))) {
      problem = problem(rows, handler);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      problem = "it is broken: " + e.getMessage();
    }
  }

  private String problem(CsvReader<RowHandler> rows, RowHandler handler) {
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
    if (sink.rows() == 0 && sink.skipped() == 0) {
      return handler.columns().isPresent() ? "it has a header only" : "it has 0 bytes";
    }
    return sink.skipped() == 0
        ? ""
        : "%d rows have too many or too few fields or no time".formatted(sink.skipped());
  }

  /** Returns the reading of a file whose body was read to its end. */
  FileReading done() {
    return reading(problem, false);
  }

  /** Returns the reading of a file that is listed but does not exist. */
  FileReading gone() {
    return reading("the file is gone", false);
  }

  /** Returns the reading of a file whose body broke off, or could not be read. */
  FileReading brokeOff(String why) {
    return reading(why, true);
  }

  private FileReading reading(String why, boolean brokeOff) {
    return new FileReading(
        file, number, sink.rows(), Optional.of(why).filter(p -> !p.isEmpty()), brokeOff);
  }

  /** The decompressed body, without a byte order mark. */
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
}

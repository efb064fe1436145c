package dev.headroom.report.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A table for a spreadsheet, as RFC 4180. A cell that a spreadsheet would take for a formula gets
 * an apostrophe in front: names of apps and users are chosen by others. Numbers stay numbers.
 */
final class Sheet {
  /** What OWASP lists as the beginning of a formula, also in full width. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private final StringWriter text = new StringWriter();
  private final CsvWriter writer =
      CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);

  Sheet(String... heads) {
    writer.writeRecord(heads);
  }

  /** Adds a row; lists become one cell, with semicolons. */
  void row(Object... cells) {
    writer.writeRecord(Arrays.stream(cells).map(Sheet::cell).toList());
  }

  private static String cell(Object value) {
    String text =
        value instanceof List<?> list
            ? String.join("; ", list.stream().map(String::valueOf).toList())
            : value.toString();
    boolean isText = !(value instanceof Number);
    return isText && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  String text() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

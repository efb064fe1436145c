package dev.headroom.limits.csv;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.headroom.limits.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a table that ships with the product. */
final class Rows {
  private static final Map<String, Window> WINDOWS =
      Arrays.stream(Window.values()).collect(Collectors.toUnmodifiableMap(Window::word, w -> w));

  private Rows() {}

  /** Returns the rows of {@code file}, each by the names of its columns. */
  static List<Map<String, String>> of(String file) {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    try (InputStream in = Rows.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing in the artifact");
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper().readerForMapOf(String.class).with(schema).readValues(in)) {
        return rows.readAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not readable", e);
    }
  }

  static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  static Window window(String file, Map<String, String> row) {
    Window window = WINDOWS.get(cell(row, "window"));
    if (window == null) {
      throw new IllegalStateException(file + ": a window is not a known word: " + row);
    }
    return window;
  }
}

package dev.headroom.limits.salesforce;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of errors that Salesforce answers with; {@code SOURCES.md} says where from. */
public final class ErrorTable {
  private ErrorTable() {}

  /** The rows of {@code file} by column; one that gives several statuses counts for each. */
  public static List<Map<String, String>> rows(String file) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in =
            requireNonNull(ErrorTable.class.getResourceAsStream("/salesforce/" + file));
        MappingIterator<Map<String, String>> lines =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      while (lines.hasNext()) {
        Map<String, String> line = lines.next();
        for (String status : line.getOrDefault("http", "").split("/", -1)) {
          Map<String, String> row = new TreeMap<>(line);
          row.put("http", status);
          rows.add(row);
        }
      }
    }
    return rows;
  }
}

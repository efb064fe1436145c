package dev.headroom.usage.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.EventLogFile.Interval;
import dev.headroom.usage.FilesRead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files found by a query of {@code EventLogFile}. {@code Interval} and {@code Sequence} exist
 * from API version 37.0 on (Object Reference, EventLogFile).
 */
final class FileList {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XX][XXX]", Locale.ROOT);

  private final List<EventLogFile> files = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int unreadable;

  /** Returns the query for what {@code known} may want. */
  static String soql(FilesRead known) {
    String types =
        Stream.concat(
                Stream.of(EventLogFile.API_TOTAL_USAGE), EventLogFile.DETAILS.stream().sorted())
            .collect(Collectors.joining("','", "'", "'"));
    String since =
        known
            .since()
            .map(at -> " AND CreatedDate >= " + at.truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
    return "SELECT Id, EventType, LogDate, CreatedDate, LogFileLength, Interval, Sequence"
        + " FROM EventLogFile WHERE EventType IN ("
        + types
        + ") AND Interval IN ('Daily','Hourly')"
        + since
        + " ORDER BY CreatedDate, Id";
  }

  /** Takes a row of the answer. */
  void add(JsonNode row) {
    try {
      EventLogFile file =
          new EventLogFile(
              text(row, "Id"),
              text(row, "EventType"),
              LocalDate.parse(text(row, "LogDate").substring(0, 10)),
              Interval.valueOf(text(row, "Interval").toUpperCase(Locale.ROOT)),
              row.path("Sequence").asInt(),
              row.path("LogFileLength").asLong(),
              time(text(row, "CreatedDate")));
      if (ids.add(file.id())) {
        files.add(file);
      }
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      unreadable++;
    }
  }

  /** Returns the files, the oldest first. */
  List<EventLogFile> files() {
    return files.stream().sorted(EventLogReader.OLDEST_FIRST).toList();
  }

  /** The ids of the files. */
  Set<String> ids() {
    return Set.copyOf(ids);
  }

  /** Returns how many rows do not describe a file. */
  int unreadable() {
    return unreadable;
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text, TIME).toInstant();
  }

  private static String text(JsonNode row, String name) {
    String text = row.path(name).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }
}

package dev.headroom.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.salesforce.EventLogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One org's event log files in a folder: {@code eventlogfiles.json} and the bodies. */
record KitFiles(Path folder, List<EventLogFile> list) implements EventLogFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT);

  static KitFiles in(Path folder) throws IOException {
    List<EventLogFile> files = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(folder.resolve("eventlogfiles.json").toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        files.add(file(members(json)));
      }
    }
    return new KitFiles(folder, files);
  }

  /** Returns the members of the current object that are not objects themselves. */
  static Map<String, String> members(JsonParser json) throws IOException {
    Map<String, String> members = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken().isStructStart()) {
        json.skipChildren();
      } else {
        members.put(name, json.getText());
      }
    }
    return members;
  }

  private static EventLogFile file(Map<String, String> row) {
    return new EventLogFile(
        text(row, "Id"),
        text(row, "EventType"),
        LocalDate.parse(text(row, "LogDate").substring(0, 10)),
        EventLogFile.Interval.valueOf(text(row, "Interval").toUpperCase(Locale.ROOT)),
        Integer.parseInt(text(row, "Sequence")),
        (long) Double.parseDouble(text(row, "LogFileLength")),
        time(text(row, "CreatedDate")));
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text, TIME).toInstant();
  }

  private static String text(Map<String, String> row, String name) {
    return Optional.ofNullable(row.get(name)).orElseThrow();
  }

  @Override
  public Optional<InputStream> open(EventLogFile file) throws IOException {
    Path body = folder.resolve(file.id() + ".csv.gz");
    return Files.exists(body) ? Optional.of(Files.newInputStream(body)) : Optional.empty();
  }
}

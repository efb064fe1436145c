package dev.headroom.usage.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.CallLog;
import dev.headroom.usage.Caller;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogReaderTest {
  private static final String HEADER =
      "TIMESTAMP,REQUEST_ID,USER_ID,API_RESOURCE,ENTITY_NAME,COUNTS_AGAINST_API_LIMIT,"
          + "CLIENT_NAME,CLIENT_IP,API_FAMILY,HTTP_METHOD,API_VERSION,STATUS_CODE\n";

  @TempDir Path folder;

  private final Map<String, byte[]> bodies = new LinkedHashMap<>();

  @Test
  void columnsAreFoundByTheHeaderInAnyOrder() {
    body(
        "a", HEADER + row("20260302101112.345", "4e1", "1") + row("20260302101112.345", "40", "0"));
    body(
        "b",
        "\uFEFF\"NEW_COLUMN\",\"COUNTS_AGAINST_API_LIMIT\",\"API_RESOURCE\",\"USER_ID\","
            + "\"REQUEST_ID\",\"TIMESTAMP\",\"CLIENT_NAME\"\r\n"
            + "\"a\nb\",\"true\",\"/v62.0/limits\",\"005xx0000001abcAAA\",\"4e1\","
            + "\"20260303101112.345\",\"Acme, Inc. \"\"ETL\"\"\"\r\n");
    List<String> calls = new ArrayList<>();
    List<FileReading> readings = new ArrayList<>();
    try (CallLog log = new CallLog(folder)) {
      readings.addAll(new EventLogReader(log).read(files()));
      log.forEach(
          c -> {
            Caller caller = log.caller(c.caller());
            calls.add(
                Instant.ofEpochMilli(c.time())
                    + " "
                    + c.counted()
                    + " "
                    + log.endpoint(c.endpoint()).resource()
                    + " "
                    + caller.user()
                    + " "
                    + caller.client());
          });
    }
    assertThat(readings).allMatch(r -> r.problem().isEmpty() && r.answers());
    assertThat(calls)
        .containsExactlyInAnyOrder(
            "2026-03-02T10:11:12.345Z true /query Lead 005xx0000001abc jsforce",
            "2026-03-02T10:11:12.345Z false /query Lead 005xx0000001abc jsforce",
            "2026-03-03T10:11:12.345Z true /limits 005xx0000001abc Acme, Inc. \"ETL\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "too many fields | 20260302101113.000,2,u,/v62.0/query,,1,,,,,,200,more\\n | 1 | 1 rows",
        "too few fields | 20260302101113.000,2,u\\n | 1 | 1 rows",
        "a time that is none | 2026-03-02,2,u,/v62.0/query,,1,,,,,,200\\n | 1 | 1 rows",
        "an open quote | \"20260302101113.000,2,u,/v62.0/query,,1\\nx,y | 1 | broken",
      })
  void whatIsBrokenIsSaidAndTheRestIsKept(String what, String bad, int rows, String said) {
    body("a", HEADER + row("20260302101112.345", "1", "1") + bad.replace("\\n", "\n"));
    FileReading reading = read().getFirst();
    assertThat(reading.rows()).as(what).isEqualTo(rows);
    assertThat(reading.problem().orElse("")).as(what).contains(said);
  }

  @Test
  void ofATruncatedFileTheRowsBeforeTheBreakAreKept() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      text.append(row("20260302%06d.%03d".formatted(i / 1000 % 60, i % 1000), "r" + i * 7919, "1"));
    }
    byte[] whole = gzip(text.toString());
    bodies.put("a", Arrays.copyOf(whole, whole.length / 2));
    FileReading reading = read().getFirst();
    assertThat(reading.rows()).isBetween(5_000, 15_000);
    assertThat(reading.problem().orElse("")).contains("broken");
  }

  @Test
  void aFileThatIsEmptyOrGoneIsNotAnAnswer() {
    body("a", "");
    body("b", HEADER);
    bodies.put("gone", new byte[] {-1});
    body("d", "TIMESTAMP,USER_ID\n20260302101112.345,u\n");
    List<FileReading> readings = read();
    assertThat(readings).noneMatch(FileReading::answers);
    assertThat(readings.stream().map(r -> r.problem().orElse("")))
        .containsExactly(
            "it has 0 bytes",
            "it has a header only",
            "column REQUEST_ID is missing",
            "the file is gone");
  }

  private List<FileReading> read() {
    try (CallLog log = new CallLog(folder)) {
      return new EventLogReader(log).read(files());
    }
  }

  private static String row(String time, String id, String counts) {
    return time
        + ","
        + id
        + ",005xx0000001abc,/v62.0/query,Lead,"
        + counts
        + ",jsforce,198.18.0.7,REST,GET,62.0,200\n";
  }

  private void body(String id, String text) {
    bodies.put(id, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private EventLogFiles files() {
    return new EventLogFiles() {
      @Override
      public List<EventLogFile> list() {
        return bodies.keySet().stream().map(EventLogReaderTest::file).toList();
      }

      @Override
      public Optional<InputStream> open(EventLogFile file) {
        return Optional.ofNullable(bodies.get(file.id()))
            .filter(b -> !file.id().equals("gone"))
            .map(ByteArrayInputStream::new);
      }
    };
  }

  private static EventLogFile file(String id) {
    return new EventLogFile(
        id,
        EventLogFile.API_TOTAL_USAGE,
        LocalDate.of(2026, 3, 2),
        EventLogFile.Interval.DAILY,
        0,
        1,
        Instant.parse("2026-03-03T04:00:00Z"));
  }
}

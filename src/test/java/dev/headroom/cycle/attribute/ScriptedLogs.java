package dev.headroom.cycle.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.auth.LoginBudget;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.FilesRead;
import dev.headroom.usage.salesforce.EventLogFiles;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The event log files of one org as a test writes them, read by the real reader. */
final class ScriptedLogs implements CallLogs {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HEADER =
      "TIMESTAMP,REQUEST_ID,USER_ID,USER_NAME,API_RESOURCE,ENTITY_NAME,COUNTS_AGAINST_API_LIMIT,"
          + "CLIENT_NAME,CLIENT_IP,API_FAMILY,HTTP_METHOD,API_VERSION,STATUS_CODE\n";

  private final Map<EventLogFile, String> files = new LinkedHashMap<>();

  /** The files that were fetched, in order. */
  final List<String> fetched = new ArrayList<>();

  /** What the org answers in place of anything else. */
  Optional<Failed> failing = Optional.empty();

  /** What the org says of its calls in the header of every reply; null for nothing. */
  @Nullable Reading told;

  /** Files from here on are not there yet. */
  Instant now = Instant.MIN;

  /** Queries that were made. */
  int queries;

  /** Files for which there is time in one reading. */
  int timeFor = Integer.MAX_VALUE;

  void daily(String id, LocalDate day, Instant created, String... rows) {
    put(id, day, EventLogFile.Interval.DAILY, created, rows);
  }

  void hourly(String id, LocalDate day, Instant created, String... rows) {
    put(id, day, EventLogFile.Interval.HOURLY, created, rows);
  }

  /** What the org deletes. */
  void delete(String id) {
    files.keySet().removeIf(file -> file.id().equals(id));
  }

  private void put(
      String id, LocalDate day, EventLogFile.Interval interval, Instant created, String... rows) {
    files.put(
        new EventLogFile(id, "ApiTotalUsage", day, interval, 0, rows.length, created),
        HEADER + String.join("", rows));
  }

  /** {@code many} calls of a program, a minute apart, from {@code from} on. */
  static String calls(Instant from, int many, String client, String user, String resource) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < many; i++) {
      Instant at = from.plusSeconds(60L * i);
      rows.append(
          "%s,%s-%s,005%s,%s@acme.example,/v62.0%s,Lead,1,%s,198.18.0.7,REST,GET,62.0,200%n"
              .formatted(
                  TIMESTAMP.format(at), client, at.getEpochSecond(), user, user, resource, client));
    }
    return rows.toString().replace("\r", "");
  }

  @Override
  public LogsRead read(
      Org org, LoginBudget logins, Permit permit, Duration within, FilesRead known, CallLog to) {
    if (permit.take(1) instanceof OwnCalls.Answer.Wait wait) {
      return new LogsRead(known, List.of(), 0, Optional.empty(), Optional.of(wait.why()), null);
    }
    queries++;
    if (failing.isPresent()) {
      return new LogsRead(known, List.of(), 1, failing, Optional.empty(), null);
    }
    List<EventLogFile> wanted =
        files.keySet().stream()
            .filter(f -> !f.created().isAfter(now))
            .filter(f -> known.since().filter(f.created()::isBefore).isEmpty())
            .filter(known::wants)
            .toList();
    int may = wanted.isEmpty() ? 0 : permitted(permit, wanted.size());
    List<EventLogFile> mine = wanted.subList(0, Math.min(timeFor, may));
    FilesRead after = known;
    List<FileReading> readings = new EventLogReader(to).read(only(mine));
    for (FileReading reading : readings) {
      after = after.with(reading);
    }
    return new LogsRead(
        after,
        readings,
        1 + readings.size(),
        Optional.empty(),
        mine.size() < wanted.size() ? Optional.of("files were left") : Optional.empty(),
        told);
  }

  private static int permitted(Permit permit, int wanted) {
    return permit.take(wanted) instanceof OwnCalls.Answer.Granted granted ? granted.calls() : 0;
  }

  private EventLogFiles only(List<EventLogFile> some) {
    return new EventLogFiles() {
      @Override
      public List<EventLogFile> list() {
        return some;
      }

      @Override
      public Optional<InputStream> open(EventLogFile file) {
        fetched.add(file.id());
        return Optional.of(new ByteArrayInputStream(files.getOrDefault(file, "").getBytes(UTF_8)));
      }
    };
  }
}

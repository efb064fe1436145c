package dev.headroom.local.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of an event log file, generated while being sent: a day of any size needs no memory. */
final class LogBody {

  static final List<String> COLUMNS =
      List.of(
          "EVENT_TYPE",
          "TIMESTAMP",
          "REQUEST_ID",
          "ORGANIZATION_ID",
          "USER_ID",
          "API_FAMILY",
          "API_VERSION",
          "API_RESOURCE",
          "CLIENT_NAME",
          "HTTP_METHOD",
          "CLIENT_IP",
          "COUNTS_AGAINST_API_LIMIT",
          "CONNECTED_APP_ID",
          "ENTITY_NAME",
          "STATUS_CODE",
          "CONNECTED_APP_NAME",
          "USER_NAME",
          "API_CLIENT_CATEGORY",
          "TIMESTAMP_DERIVED");

  /** Ends a field and begins the next. */
  private static final String NEXT = "\",\"";

  private static final DateTimeFormatter STAMP = format("yyyyMMddHHmm");
  private static final DateTimeFormatter DERIVED = format("yyyy-MM-dd'T'HH:mm:");

  /**
   * More than the calls of any program in a minute, so that a call has the same number in every
   * file.
   */
  private static final long CALLS_A_MINUTE = 100_000;

  private final LiveOrg org;
  private final List<Program> programs;

  private LogBody(LiveOrg org) {
    this.org = org;
    this.programs = new ArrayList<>(org.org().callers().programs());
    programs.add(Program.watcher(org.org().userId(), org.org().username()));
  }

  /** Writes the rows of a file of {@code org}. */
  static void write(LiveOrg org, LogFiles.File file, OutputStream to) throws IOException {
    LogBody body = new LogBody(org);
    try (OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
      StringBuilder rows = new StringBuilder(1 << 14);
      rows.append('"').append(String.join("\",\"", COLUMNS)).append("\"\n");
      for (long minute = file.from(); minute < file.until(); minute++) {
        body.minute(minute, rows);
        out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        rows.setLength(0);
      }
    }
  }

  private void minute(long minute, StringBuilder rows) {
    int[] calls = org.loggedCalls(minute);
    Minute at = new Minute(minute);
    for (int i = 0; i < calls.length; i++) {
      for (int k = 0; k < calls[i]; k++) {
        row(rows, programs.get(i), at, k, calls[i]);
      }
    }
  }

  /** A minute, as the two time columns begin. */
  private record Minute(long minute, String stamp, String derived) {
    Minute(long minute) {
      this(
          minute,
          STAMP.format(Instant.ofEpochSecond(minute * 60)),
          DERIVED.format(Instant.ofEpochSecond(minute * 60)));
    }
  }

  private void row(StringBuilder to, Program by, Minute at, int k, int count) {
    long seed = by.user().hashCode();
    long n = at.minute() * CALLS_A_MINUTE + k;
    int millis = by.work().at(seed, n, k, count);
    Work.Request request = by.work().request(seed, n);
    boolean rest = request.family().equals("REST");
    seconds(to.append("\"").append(LogFiles.EVENT_TYPE).append(NEXT).append(at.stamp()), millis);
    to.append(NEXT).append(Long.toHexString(seed & 0xffff_ffffL)).append('-');
    to.append(Long.toString(n, 36)).append(NEXT).append(org.organizationId(), 0, 15);
    to.append(NEXT).append(by.user()).append(NEXT).append(request.family());
    to.append(NEXT).append(by.version()).append(NEXT);
    to.append(rest ? "/v" + by.version() : "").append(request.resource());
    to.append(NEXT).append(by.client()).append(NEXT).append(request.method());
    to.append(NEXT).append(by.address()).append(NEXT).append('1').append(NEXT).append(by.appId());
    to.append(NEXT).append(request.object()).append(NEXT).append(request.status());
    to.append(NEXT).append(by.appName()).append(NEXT).append(by.userName());
    to.append(NEXT).append("EXTERNAL_APPLICATION").append(NEXT).append(at.derived());
    seconds(to, millis);
    to.append("Z\"\n");
  }

  private static void seconds(StringBuilder to, int millis) {
    int rest = millis % 1000;
    to.append((char) ('0' + millis / 10_000)).append((char) ('0' + millis / 1000 % 10)).append('.');
    to.append((char) ('0' + rest / 100)).append((char) ('0' + rest / 10 % 10));
    to.append((char) ('0' + rest % 10));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}

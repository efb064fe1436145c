package dev.headroom.local.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The event log files that an org has at a given time: {@code ApiTotalUsage} for each day, and for
 * each hour if Event Monitoring is licensed. A daily file is created in the night after its day and
 * an hourly one within the next hour, which is sooner than Salesforce promises. Files are kept for
 * 30 days with the license and for one day without, and are generated anew for every request.
 */
final class LogFiles {

  static final String EVENT_TYPE = "ApiTotalUsage";

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final int DAYS_KEPT = 30;

  /** Hourly files are listed for only this long, so that a demo's start reads each day once. */
  private static final int HOURLY_DAYS = 2;

  private static final int BYTES_A_ROW = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern ID = Pattern.compile("0ATHr(\\d{3})([DH])(\\d{6})");
  private static final Pattern CREATED =
      Pattern.compile("CreatedDate\\s*(>=?)\\s*([0-9T:.+Z-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN =
      Pattern.compile("(EventType|Interval)\\s*(?:=|IN)\\s*\\(?((?:\\s*'\\w+'\\s*,?)+)\\)?");

  private LogFiles() {}

  /**
   * A file.
   *
   * @param from its first minute
   * @param minutes how many it has
   * @param created the minute in which it was created
   */
  record File(String id, boolean daily, long from, int minutes, long created, long calls) {
    long until() {
      return from + minutes;
    }
  }

  /** Returns the rows that a query of {@code EventLogFile} finds at that minute. */
  static List<Map<String, Object>> rows(LiveOrg org, long now, int version, String conditions) {
    Matcher created = CREATED.matcher(conditions);
    long since =
        created.find()
            ? Math.ceilDiv(Instant.parse(created.group(2)).getEpochSecond(), 60)
            : Long.MIN_VALUE;
    Matcher in = IN.matcher(conditions);
    boolean ofType = true;
    Set<String> intervals = Set.of("Daily", "Hourly");
    while (in.find()) {
      if (in.group(1).equalsIgnoreCase("EventType")) {
        ofType = in.group(2).contains("'" + EVENT_TYPE + "'");
      } else {
        intervals = Set.of(in.group(2).replaceAll("[\\s']", "").split(","));
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    if (ofType) {
      for (File file : at(org, now)) {
        if (file.created() >= since && intervals.contains(file.daily() ? "Daily" : "Hourly")) {
          rows.add(row(file, version));
        }
      }
    }
    return rows;
  }

  /** Returns the file with that id, if it exists at that minute. */
  static Optional<File> find(LiveOrg org, long now, String id) {
    Matcher m = ID.matcher(id.length() < 15 ? "" : id.substring(0, 15));
    return m.matches()
        ? at(org, now).stream().filter(f -> f.id().startsWith(id.substring(0, 15))).findFirst()
        : Optional.empty();
  }

  /** Returns the files that exist at that minute, oldest first. */
  static List<File> at(LiveOrg org, long now) {
    boolean licensed = org.org().callers().loggedByHour();
    long today = Math.floorDiv(now, DAY);
    List<File> files = new ArrayList<>();
    for (long day = today - (licensed ? DAYS_KEPT : 2); day < today; day++) {
      long made = (day + 1) * DAY + 150 + (long) (120 * Noise.uniform(number(org), day));
      if (made <= now && (licensed || now < made + DAY)) {
        add(files, org, new File(id(org, true, day * DAY), true, day * DAY, DAY, made, 0));
      }
    }
    long hour = licensed ? Math.floorDiv(now, HOUR) - HOURLY_DAYS * 24L : now;
    for (long made = created(org, hour); made <= now; made = created(org, ++hour)) {
      add(files, org, new File(id(org, false, hour * HOUR), false, hour * HOUR, HOUR, made, 0));
    }
    files.sort(Comparator.comparingLong(File::created));
    return files;
  }

  /** Returns the minute in which an hour's file is created. */
  private static long created(LiveOrg org, long hour) {
    return (hour + 1) * HOUR + 20 + (long) (25 * Noise.uniform(number(org) + 7, hour));
  }

  /** A period without calls has no file. */
  private static void add(List<File> to, LiveOrg org, File file) {
    long calls = org.loggedCalls(file.from(), file.until());
    if (calls > 0) {
      to.add(new File(file.id(), file.daily(), file.from(), file.minutes(), file.created(), calls));
    }
  }

  private static Map<String, Object> row(File file, int version) {
    Map<String, Object> row = new LinkedHashMap<>();
    String url = "/services/data/v" + version + ".0/sobjects/EventLogFile/" + file.id();
    row.put("Id", file.id());
    row.put("EventType", EVENT_TYPE);
    row.put("LogDate", time(file.from()));
    row.put("CreatedDate", time(file.created()));
    row.put("LogFileLength", (double) (BYTES_A_ROW * file.calls()));
    row.put("Interval", file.daily() ? "Daily" : "Hourly");
    row.put("Sequence", file.daily() ? 0 : 1);
    row.put("LogFileFieldNames", String.join(",", LogBody.COLUMNS));
    row.put("LogFile", url + "/LogFile");
    row.put("attributes", Map.of("type", "EventLogFile", "url", url));
    return row;
  }

  private static String time(long minute) {
    return TIME.format(Instant.ofEpochSecond(minute * 60));
  }

  private static String id(LiveOrg org, boolean daily, long from) {
    return SalesforceId.of15(
        String.format(
            Locale.ROOT,
            "0ATHr%03d%s%06d",
            number(org) % 1000,
            daily ? "D" : "H",
            Math.floorDiv(from, HOUR)));
  }

  private static int number(LiveOrg org) {
    return Math.floorMod(org.org().id().hashCode(), 1000);
  }
}

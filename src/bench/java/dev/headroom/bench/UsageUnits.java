package dev.headroom.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.attribute.AttributeCycle;
import dev.headroom.cycle.attribute.UsageAlerts;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.Settings;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.org.Org;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.FilesRead;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbFindings;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import dev.headroom.usage.salesforce.EventLogFiles;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What usage costs in the store: every turn of orgs of a kit, as the function {@code attribute}
 * does them, by the capacity that the service would charge.
 */
public final class UsageUnits {
  private final KitFiles files;
  private final Org org;
  private Instant now = Instant.EPOCH;

  private UsageUnits(KitFiles files, String id) {
    this.files = files;
    this.org = PollPorts.org(id);
  }

  /** Takes the folder that has {@code logs}, and ids of orgs if not all. */
  public static void main(String[] args) throws IOException {
    Path logs = Path.of(args[0]).resolve("logs");
    List<String> only = List.of(args).subList(1, args.length);
    double[] sum = new double[6];
    for (String line : Files.readAllLines(logs.resolve("orgs.csv"))) {
      String[] row = line.split(",", -1);
      if (!row[0].equals("org") && (only.isEmpty() || only.contains(row[0]))) {
        var period = new Attribute.KitPeriod(row);
        double[] of = new UsageUnits(KitFiles.in(logs.resolve(row[0])), row[0]).turns(period);
        print(row[0], of);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += of[i];
        }
      }
    }
    print("all", sum);
    System.exit(0);
  }

  private static void print(String what, double[] of) {
    System.out.printf(
        "%-10s %4.0f turns with files: %6.1f WRU %6.1f RRU each; %4.0f without: %5.1f WRU %5.1f"
            + " RRU each%n",
        what,
        of[0],
        of[1] / Math.max(1, of[0]),
        of[2] / Math.max(1, of[0]),
        of[3],
        of[4] / Math.max(1, of[3]),
        of[5] / Math.max(1, of[3]));
  }

  private double[] turns(Attribute.KitPeriod period) throws IOException {
    TestDynamoDb db = TestDynamoDb.create();
    MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
    NameDictionary names = new DynamoDbNameDictionary(meter.client(), db.tables());
    AlertStates states =
        new DynamoDbAlertStates(meter.client(), db.tables(), names, new JsonMapper(), () -> now);
    UsageStore usage = new DynamoDbUsage(meter.client(), db.tables(), Duration.ofDays(90));
    var history =
        new DynamoDbUsageHistory(
            meter.client(), db.tables(), names, () -> now, Duration.ofDays(400));
    var fleet = PollPorts.fleetWith(new Settings(1, List.of(), Map.of(), List.of()));
    AttributeCycle cycle =
        new AttributeCycle(
            new AttributeCycle.Stores(
                PollPorts.directory(List.of(org)), fleet, states, history, usage),
            this::read,
            new StateOwnCalls(states, fleet),
            Files.createTempDirectory("units"),
            List.of(
                new UsageAlerts(
                    usage,
                    new DynamoDbFindings(meter.client(), db.tables()),
                    states,
                    new SlotObservers(List.of()))));
    double[] of = new double[6];
    boolean hourly = files.list().stream().anyMatch(f -> f.interval() == HOURLY);
    LocalDate end = period.last().plusDays(3);
    Instant begin = period.first().atStartOfDay().toInstant(ZoneOffset.UTC);
    for (now = begin; now.isBefore(end.atStartOfDay().toInstant(ZoneOffset.UTC)); ) {
      now = now.plus(hourly ? Duration.ofHours(1) : Duration.ofHours(8));
      meter.reset();
      long before = usage.memory(org.id()).version();
      meter.reset();
      cycle.attribute(new OrgJobMessage(org.id(), now), () -> Duration.ofHours(1));
      double writes = meter.writeUnits();
      double reads = meter.readUnits();
      int at = usage.memory(org.id()).version() > before ? 0 : 3;
      of[at]++;
      of[at + 1] += writes;
      of[at + 2] += reads;
    }
    Map<String, long[]> sizes = new TreeMap<>();
    for (String table : List.of(db.tables().state(), db.tables().samples())) {
      for (Map<String, AttributeValue> item :
          db.client().scanPaginator(q -> q.tableName(table)).items()) {
        String kind = kind(item, "pk") + " " + kind(item, "sk");
        long bytes = 0;
        for (AttributeValue value : item.values()) {
          bytes += value.b() == null ? 20 : value.b().asByteArray().length;
        }
        long[] all = sizes.computeIfAbsent(kind, k -> new long[2]);
        all[0]++;
        all[1] += bytes;
      }
    }
    sizes.forEach(
        (kind, all) ->
            System.out.printf("    %s: %d rows of %,d bytes%n", kind, all[0], all[1] / all[0]));
    return of;
  }

  /** What a key begins with. */
  private static String kind(Map<String, AttributeValue> item, String key) {
    AttributeValue value = item.get(key);
    String text = value == null || value.s() == null ? "" : value.s();
    int end = text.indexOf('#');
    return end < 0 ? text : text.substring(0, end);
  }

  private static final EventLogFile.Interval HOURLY = EventLogFile.Interval.HOURLY;

  private CallLogs.LogsRead read(
      Org asked,
      LoginBudget logins,
      CallLogs.Permit permit,
      Duration within,
      FilesRead known,
      CallLog to) {
    permit.take(1);
    List<EventLogFile> wanted =
        files.list().stream()
            .filter(f -> !f.created().isAfter(now) && known.wants(f))
            .filter(f -> known.since().filter(f.created()::isBefore).isEmpty())
            .filter(f -> f.hasCalls() || f.hasDetails())
            .toList();
    if (!wanted.isEmpty()) {
      permit.take(wanted.size());
    }
    FilesRead after = known;
    List<FileReading> readings = new ArrayList<>(new EventLogReader(to).read(only(wanted)));
    for (FileReading reading : readings) {
      after = after.with(reading);
    }
    return new CallLogs.LogsRead(
        after, readings, 1 + readings.size(), Optional.empty(), Optional.empty(), null);
  }

  private EventLogFiles only(List<EventLogFile> some) {
    return new EventLogFiles() {
      @Override
      public List<EventLogFile> list() {
        return some;
      }

      @Override
      public Optional<InputStream> open(EventLogFile file) {
        try {
          return files.open(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}

package dev.headroom.cycle.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.alert.Notes;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.alert.dynamodb.DynamoDbNotes;
import dev.headroom.cycle.watch.dynamodb.DynamoDbNewestReading;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.forecast.dynamodb.DynamoDbForecasts;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.local.console.StoredFleet;
import dev.headroom.notify.dynamodb.DynamoDbDeliveries;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.report.IndexedFleet;
import dev.headroom.report.NoteViews;
import dev.headroom.report.PageFile;
import dev.headroom.report.RecentCommits;
import dev.headroom.report.RecentIndex;
import dev.headroom.report.Runbooks;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.StoredViews;
import dev.headroom.report.Views;
import dev.headroom.report.dynamodb.DynamoDbPageMemory;
import dev.headroom.report.html.FilePages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Templates;
import dev.headroom.usage.dynamodb.DynamoDbFindings;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The pages of a stored fleet as files, in a store that keeps them in memory. */
public final class FilesWorld {
  private static final Duration KEPT = Duration.ofDays(90);

  final TestDynamoDb database = TestDynamoDb.create();
  final MeteredDynamoDb metered = new MeteredDynamoDb(database.client());
  final SortedMap<String, String> files = new ConcurrentSkipListMap<>();
  final List<String> written = Collections.synchronizedList(new ArrayList<>());
  final Notes notes = new DynamoDbNotes(database.client(), database.tables());
  public Predicate<String> refused = name -> false;
  Instant now = StoredFleet.NOW;

  /** Orgs are named after their tenant, up to a hyphen. */
  public FilesWorld(List<String> ids) {
    StoredFleet.fill(database, ids, tenant());
  }

  static Function<String, String> tenant() {
    return id -> id.substring(0, id.indexOf('-'));
  }

  /** Opens an alert of an org. */
  void open(String org) {
    StoredFleet.open(database, new OrgId(org));
  }

  /** Takes a tick by a process of its own, which remembers nothing. */
  PagesCycle.Report tick(String version) {
    written.clear();
    try {
      return cycle(version).write(directory().all(), now);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the orgs of the fleet. */
  public OrgDirectory directory() {
    DynamoDbClient client = metered.client();
    FleetVersion stamp = new FleetVersion(client, database.tables(), () -> now);
    return new DynamoDbOrgDirectory(client, database.tables(), stamp, new ObjectMapper());
  }

  /** Returns what writes the pages of this fleet. */
  public PagesCycle cycle(String version) {
    DynamoDbClient client = metered.client();
    Tables tables = database.tables();
    ObjectMapper json = new ObjectMapper();
    FleetVersion stamp = new FleetVersion(client, tables, () -> now);
    OrgDirectory directory = new DynamoDbOrgDirectory(client, tables, stamp, json);
    DynamoDbNameDictionary names = new DynamoDbNameDictionary(client, tables);
    FleetStore fleet = new DynamoDbFleetStore(client, tables, stamp, json);
    DynamoDbAlertStates states = new DynamoDbAlertStates(client, tables, names, json, () -> now);
    RecentCommits commits = new RecentCommits(states, states, () -> now);
    RecentIndex index =
        new RecentIndex(states, () -> directory.all().stream().map(Org::id).toList(), () -> now);
    Views views =
        new StoredViews(
            new StoredViews.Ports(
                directory,
                commits,
                fleet,
                new CsvLimitCatalogue(),
                new RolledHistory(
                    new WholeHistory(
                        new DynamoDbUsageHistory(client, tables, names, () -> now, KEPT),
                        new WholeHistory.Waiting(new WaitingSamples(states)::of, names),
                        () -> now,
                        KEPT),
                    new DynamoDbRollups(client, tables, names, () -> now)),
                new DynamoDbForecasts(client, tables, names),
                new DynamoDbTargetHealth(client, tables),
                new DynamoDbDeliveries(client, tables),
                new DynamoDbOutbox(client, tables, json),
                Duration.ZERO,
                () -> now,
                new DynamoDbMutes(client, tables, json)::all,
                new IndexedFleet(index, new DynamoDbNewestReading(client, tables)::find)));
    Notes read = new DynamoDbNotes(client, tables);
    Runbooks runbooks =
        new Runbooks(
            views,
            new StoredUsage(
                directory,
                commits,
                fleet,
                new DynamoDbUsage(client, tables, KEPT),
                new DynamoDbFindings(client, tables),
                () -> now),
            new StoredAccess(
                directory,
                new DynamoDbPostures(client, tables, new IpAddressNotation(), () -> now, KEPT),
                () -> now),
            new NoteViews(read));
    Pages pages = new Pages(views, new Templates());
    return new PagesCycle(
        new FilePages(pages, new RunbookPages(pages, runbooks), views, version),
        new PagesCycle.Ports(
            commits, read, this::put, new DynamoDbPageMemory(client, tables, () -> now)),
        version);
  }

  private Optional<String> put(PageFile file) {
    if (refused.test(file.name())) {
      return Optional.of(file.name() + " is not written: bucket mine answered 403 AccessDenied.");
    }
    files.put(file.name(), file.text());
    written.add(file.name());
    return Optional.empty();
  }
}

package dev.headroom.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.PostureStore;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.alert.Notes;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.alert.dynamodb.DynamoDbNotes;
import dev.headroom.cycle.watch.dynamodb.DynamoDbNewestReading;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.forecast.dynamodb.DynamoDbForecasts;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.dynamodb.DynamoDbDeliveries;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.report.AccessViews;
import dev.headroom.report.IndexedFleet;
import dev.headroom.report.NoteViews;
import dev.headroom.report.RecentCommits;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.StoredViews;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.usage.dynamodb.DynamoDbFindings;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What is shown of one deployed stack.
 *
 * @param name what it is called
 */
record Stack(
    String name,
    OrgDirectory directory,
    Views views,
    UsageViews usage,
    AccessViews access,
    Notes stored) {
  /** Nothing is written, so how long it would be kept does not matter. */
  private static final Duration KEPT = Duration.ofDays(PostureStore.KEPT_DAYS);

  /**
   * Returns the stack with these tables.
   *
   * @param clock the real time
   */
  static Stack over(String name, DynamoDbClient client, Tables tables, InstantSource clock) {
    ObjectMapper json = new ObjectMapper();
    FleetVersion version = new FleetVersion(client, tables, clock);
    DynamoDbNameDictionary names = new DynamoDbNameDictionary(client, tables);
    FleetStore fleet = new DynamoDbFleetStore(client, tables, version, json);
    OrgDirectory directory = new DynamoDbOrgDirectory(client, tables, version, json);
    DynamoDbAlertStates states = new DynamoDbAlertStates(client, tables, names, json, clock);
    RecentCommits commits = new RecentCommits(states, states, clock);
    Views views =
        new StoredViews(
            new StoredViews.Ports(
                directory,
                commits,
                fleet,
                new CsvLimitCatalogue(),
                new RolledHistory(
                    new WholeHistory(
                        new DynamoDbUsageHistory(client, tables, names, clock, KEPT),
                        new WholeHistory.Waiting(new WaitingSamples(states)::of, names),
                        clock,
                        KEPT),
                    new DynamoDbRollups(client, tables, names, clock)),
                new DynamoDbForecasts(client, tables, names),
                new DynamoDbTargetHealth(client, tables),
                new DynamoDbDeliveries(client, tables),
                new DynamoDbOutbox(client, tables, json),
                Duration.ZERO,
                clock,
                new DynamoDbMutes(client, tables, json)::all,
                new IndexedFleet(states, new DynamoDbNewestReading(client, tables)::find)));
    return new Stack(
        name,
        directory,
        views,
        new StoredUsage(
            directory,
            commits,
            fleet,
            new DynamoDbUsage(client, tables, KEPT),
            new DynamoDbFindings(client, tables),
            clock),
        new StoredAccess(
            directory,
            new DynamoDbPostures(client, tables, new IpAddressNotation(), clock, KEPT),
            clock),
        new DynamoDbNotes(client, tables));
  }

  /** Returns the notes of operators. */
  NoteViews notes() {
    return new NoteViews(stored);
  }
}

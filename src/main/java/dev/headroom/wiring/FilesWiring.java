package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Notes;
import dev.headroom.cycle.report.PagesCycle;
import dev.headroom.cycle.report.ReportCycle;
import dev.headroom.cycle.report.RollupCycle;
import dev.headroom.cycle.watch.NewestReading;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.FleetStore;
import dev.headroom.history.RollupStore;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.dynamodb.HistoryConfig;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.report.AccessViews;
import dev.headroom.report.Commits;
import dev.headroom.report.IndexedFleet;
import dev.headroom.report.NoteViews;
import dev.headroom.report.PageMemory;
import dev.headroom.report.PageStore;
import dev.headroom.report.RecentCommits;
import dev.headroom.report.RecentIndex;
import dev.headroom.report.Runbooks;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.StoredViews;
import dev.headroom.report.Views;
import dev.headroom.report.dynamodb.DynamoDbPageMemory;
import dev.headroom.report.html.FilePages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Templates;
import dev.headroom.report.s3.S3PageStore;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.UsageStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates what {@code report} does; pages as files only where there is a bucket for them. */
final class FilesWiring {
  /** The states and alerts of the fleet. */
  record Committed(
      AlertStates states, Episodes episodes, FleetIndex index, NewestReading newest, Notes notes) {}

  /** Who uses the calls, and who may. */
  record Use(UsageStore usage, FindingStore findings, AccessViews access) {}

  /** Where files and what is remembered of them are kept. */
  record Kept(PageStore store, PageMemory memory) {}

  @Produces
  @Singleton
  Committed committed(
      AlertStates states, Episodes episodes, FleetIndex index, NewestReading newest, Notes notes) {
    return new Committed(states, episodes, index, newest, notes);
  }

  @Produces
  @Singleton
  Use use(UsageStore usage, FindingStore findings, AccessViews access) {
    return new Use(usage, findings, access);
  }

  @Produces
  @Singleton
  @DefaultBean
  PageStore store(
      ReportConfig config,
      OutboundHttp http,
      InstantSource clock,
      @ConfigProperty(name = "aws.region", defaultValue = "us-east-1") String region) {
    return new S3PageStore(
        http,
        new S3PageStore.Place(
            config.bucket().orElseThrow(),
            config.folder() + "/",
            config.region().orElse(region),
            config.url().map(URI::create)),
        clock);
  }

  @Produces
  @Singleton
  @DefaultBean
  PageMemory memory(DynamoDbClient client, Tables tables, InstantSource clock) {
    return new DynamoDbPageMemory(client, tables, clock);
  }

  @Produces
  @Singleton
  Kept kept(PageStore store, PageMemory memory) {
    return new Kept(store, memory);
  }

  /** The stores that say what the fleet is. */
  record Known(
      OrgDirectory directory,
      FleetStore fleet,
      ReportWiring.Course course,
      ReportWiring.Telling telling) {}

  @Produces
  @Singleton
  Known known(
      OrgDirectory directory,
      FleetStore fleet,
      ReportWiring.Course course,
      ReportWiring.Telling telling) {
    return new Known(directory, fleet, course, telling);
  }

  @Produces
  @Singleton
  PagesCycle pages(
      Known known,
      Committed committed,
      Use use,
      Kept kept,
      ReportWiring.Time time,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    Commits commits = new RecentCommits(committed.states(), committed.episodes(), time.clock());
    Views views = views(known, committed, commits, time);
    Runbooks runbooks =
        new Runbooks(
            views,
            new StoredUsage(
                known.directory(),
                commits,
                known.fleet(),
                use.usage(),
                use.findings(),
                time.clock()),
            use.access(),
            new NoteViews(committed.notes()));
    Pages pages = new Pages(views, new Templates());
    return new PagesCycle(
        new FilePages(pages, new RunbookPages(pages, runbooks), views, version),
        new PagesCycle.Ports(commits, committed.notes(), kept.store(), kept.memory()),
        version);
  }

  private static Views views(
      Known known, Committed committed, Commits commits, ReportWiring.Time time) {
    RecentIndex index =
        new RecentIndex(
            committed.index(),
            () -> known.directory().all().stream().map(Org::id).toList(),
            time.clock());
    return new StoredViews(
        new StoredViews.Ports(
            known.directory(),
            commits,
            known.fleet(),
            known.course().catalogue(),
            known.course().history(),
            known.course().forecasts(),
            known.telling().health(),
            known.telling().deliveries(),
            known.telling().outbox(),
            time.leastStale().age(),
            time.clock(),
            known.telling().mutes()::all,
            new IndexedFleet(index, committed.newest()::find)));
  }

  @Produces
  @Singleton
  ReportCycle cycle(
      OrgDirectory directory,
      UsageHistory samples,
      RollupStore rollups,
      HistoryConfig history,
      ReportConfig config,
      Instance<PagesCycle> pages) {
    return new ReportCycle(
        directory,
        new RollupCycle(samples, rollups, history.rawRetention()),
        config.bucket().isPresent() ? pages.get() : null);
  }
}

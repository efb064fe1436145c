package dev.headroom.local.web;

import dev.headroom.access.InMemoryPostures;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.InMemoryNotes;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.report.Commits;
import dev.headroom.report.NoteViews;
import dev.headroom.report.Query;
import dev.headroom.report.Runbooks;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import dev.headroom.report.html.UsagePages;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbFindings;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pages of usage over the real store, without a server. */
public final class UsageWorld implements Commits {
  private final FakeFleet fleet = new FakeFleet();
  private final Map<OrgId, OrgState> states = new HashMap<>();
  private final Instant now;
  private final TestDynamoDb db = TestDynamoDb.create();
  private final FindingStore findings = new DynamoDbFindings(db.client(), db.tables());
  private final UsageStore store = new DynamoDbUsage(db.client(), db.tables(), Duration.ofDays(90));

  /** Of a fleet whose clock stands at {@code now}. */
  public UsageWorld(Instant now) {
    this.now = now;
  }

  /** Adds an org that may make so many calls in 24 hours; 0 when that was never read. */
  public void add(Org org, long allocation) {
    fleet.add(org);
    OrgState state = OrgState.neverRead(org.id());
    if (allocation > 0) {
      Reading reading = Reading.ofUsed(1, allocation);
      state =
          new OrgState(
              org.id(),
              1,
              now,
              now,
              new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, new Known(reading, true))),
              Map.of(),
              null);
    }
    states.put(org.id(), state);
  }

  FakeFleet fleet() {
    return fleet;
  }

  /** Where days are kept. */
  public UsageStore store() {
    return store;
  }

  /** Where it is remembered what was found. */
  FindingStore findings() {
    return findings;
  }

  /** Views of all that was added. */
  public UsageViews usage() {
    return new StoredUsage(fleet, this, fleet, store, findings, () -> now);
  }

  /** Pages of all that was added. */
  public UsagePages pages() {
    InMemoryNotifyStore told = new InMemoryNotifyStore();
    Views views = fleet.views(this, told, told, told, () -> now);
    return new UsagePages(new Pages(views, new Templates()), usage());
  }

  /** Runbooks of all that was added; no org was ever audited. */
  public RunbookPages runbooks() {
    InMemoryNotifyStore told = new InMemoryNotifyStore();
    Views views = fleet.views(this, told, told, told, () -> now);
    return new RunbookPages(
        new Pages(views, new Templates()),
        new Runbooks(
            views,
            usage(),
            new StoredAccess(fleet, new InMemoryPostures(), () -> now),
            new NoteViews(new InMemoryNotes())));
  }

  /** Where they are shown. */
  public Site site() {
    return new Site(now, now, null, null, "1");
  }

  static Query query(String url) {
    int at = url.indexOf('?');
    return at < 0 ? Query.none(url) : Query.of(url.substring(0, at), url.substring(at + 1));
  }

  @Override
  public OrgState state(OrgId org) {
    return states.getOrDefault(org, OrgState.neverRead(org));
  }

  @Override
  public Map<OrgId, OrgState> states(Collection<OrgId> orgs) {
    Map<OrgId, OrgState> all = new HashMap<>();
    orgs.forEach(org -> all.put(org, state(org)));
    return all;
  }

  @Override
  public List<AlertRecord> openAlerts() {
    return List.of();
  }

  @Override
  public List<AlertRecord> alerts(AlertKey key, int most) {
    return List.of();
  }

  @Override
  public List<AlertRecord> alerts() {
    return List.of();
  }
}

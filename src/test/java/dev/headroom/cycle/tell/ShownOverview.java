package dev.headroom.cycle.tell;

import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.cycle.ask.OverrideCycle;
import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.OverrideReader;
import dev.headroom.fleet.Overrides;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.history.RolledHistory;
import dev.headroom.http.EgressPolicy;
import dev.headroom.notify.Mute;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessViews;
import dev.headroom.report.AllocationsView;
import dev.headroom.report.Query;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.csv.SeriesCsv;
import dev.headroom.report.html.OverviewPages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.json.AllocationJson;
import dev.headroom.report.json.SamplesJson;
import dev.headroom.report.json.TenantJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What is shown of a generated fleet as a whole, and what is exported of its orgs: the tenants, the
 * start, allocations, mutes, overrides, readings as JSON and CSV.
 */
final class ShownOverview {
  private final Telling world;
  private final InMemoryMutes mutes = new InMemoryMutes();
  private final Overrides overrides;
  private final FleetStore stored;
  private final Site site;

  ShownOverview(GeneratedFleet fleet, Telling world, Site site) {
    this.world = world;
    this.site = site;
    this.overrides = overrides(fleet, site);
    this.stored = stored(fleet, world);
    for (Watched w : fleet.orgs()) {
      mutes.put(
          new Mute(
              w.mark(),
              new Mute.Match(null, List.of(w.org().id().value()), null, Map.of(), List.of()),
              null,
              site.now().plus(Duration.ofHours(1)),
              "release of " + w.mark(),
              "operator of " + w.mark(),
              List.of()));
    }
  }

  List<Artefact> shown(
      TenantScope scope,
      List<Watched> own,
      Views views,
      UsageViews usage,
      AccessViews access,
      Pages pages,
      BiFunction<String, Object, Artefact> api) {
    OverviewPages of = new OverviewPages(pages, views, usage, access);
    AllocationsView allocations = AllocationsView.of(views, scope);
    List<Artefact> all = new ArrayList<>();
    all.add(new Artefact("/start", of.start(scope, Query.none("/start"), site).text()));
    all.add(new Artefact("/tenants", of.tenants(scope, Query.none("/tenants"), site).text()));
    all.add(api.apply("/api/tenants", TenantJson.of(allocations, scope)));
    all.add(api.apply("/api/allocations", AllocationJson.of(allocations)));
    all.add(api.apply("/api/mutes", muting().list(scope).answer()));
    all.add(new Artefact("manage mutes", muting().list(scope).text()));
    all.add(new Artefact("manage overrides", overriding().list(scope).text()));
    return all;
  }

  /** The readings of {@code own}, as {@code manage samples} prints them. */
  List<Artefact> readings(
      TenantScope scope,
      List<Watched> own,
      RolledHistory history,
      BiFunction<String, Object, Artefact> api) {
    SamplesCycle cycle = new SamplesCycle(world, history, site::now);
    List<Artefact> all = new ArrayList<>();
    for (Watched w : own) {
      SamplesReport report = cycle.samples(scope, w.org().id().value(), Map.of());
      SamplesReport.Page page = report.page();
      if (page == null) {
        throw new AssertionError(report.violations());
      }
      String path = "samples of " + w.org().id();
      all.add(api.apply(path, SamplesJson.of(page)));
      all.add(new Artefact(path + ".csv", SeriesCsv.of(page)));
    }
    return all;
  }

  /** What is answered about an org that is not there for {@code scope}. */
  List<String> ofAnother(TenantScope scope, String id, RolledHistory history) {
    return List.of(
        new SamplesCycle(world, history, site::now).samples(scope, id, Map.of()).toString(),
        muting()
            .mute(scope, Map.of("org", id, "until", "PT1H", "reason", "r", "by", "b"), "someone")
            .toString(),
        muting().unmute(scope, Map.of("id", "00000000", "by", "b"), "someone").toString());
  }

  /** What the tenant is answered about a manifest that has the org with this id, of any tenant. */
  String manifest(String tenant, String id) {
    ManageCycle cycle =
        new ManageCycle(
            new YamlManifestReader(new EgressPolicy(false), List.of()),
            stored,
            new TargetsCycle(world, world.store, () -> {}, site::now),
            site::now,
            "");
    String text =
        """
        version: 1
        tenants: [{id: "%s", name: A}]
        orgs:
          - id: "%s"
            tenant: "%s"
            loginUrl: https://a.my.salesforce.com
            auth: {type: client-credentials, clientId: k, clientSecret: "env:OWN"}
        """
            .formatted(tenant, id, tenant);
    return cycle
        .run(ManageCycle.Action.PLAN, new TenantId(tenant), text, "someone", false)
        .toString();
  }

  /** The generated fleet, as it would be stored. */
  private static FleetStore stored(GeneratedFleet generated, Telling world) {
    Fleet fleet =
        new Fleet(
            generated.tenants().stream().map(id -> new Tenant(id, "Name of " + id)).toList(),
            generated.orgs().stream().map(Watched::org).toList(),
            generated.policies(),
            generated.targets(),
            generated.routes());
    return new FleetStore() {
      @Override
      public Settings settings() {
        return world.settings();
      }

      @Override
      public Fleet load() {
        return fleet;
      }

      @Override
      public void apply(Fleet wanted, AuditEntry entry) {
        throw new AssertionError("nothing is applied");
      }

      @Override
      public void audit(AuditEntry entry) {
        throw new AssertionError("nothing is applied");
      }
    };
  }

  private MuteCycle muting() {
    return new MuteCycle(
        mutes,
        (id, text) -> {
          throw new AssertionError("no mute is read");
        },
        world,
        world,
        world,
        site::now);
  }

  private OverrideCycle overriding() {
    return new OverrideCycle(
        overrides,
        new OverrideReader() {
          @Override
          public Read read(String id, String text) {
            throw new AssertionError("no override is read");
          }

          @Override
          public Read read(String id, Map<String, String> members) {
            throw new AssertionError("no override is read");
          }
        },
        world,
        world,
        site::now);
  }

  private static Overrides overrides(GeneratedFleet fleet, Site site) {
    List<PolicyOverride> all =
        fleet.orgs().stream()
            .map(
                w ->
                    new PolicyOverride(
                        w.mark(),
                        new PolicyMatch(
                            List.of(w.own().value()),
                            List.of(w.org().id().value()),
                            Map.of(),
                            null),
                        null,
                        null,
                        4.0,
                        null,
                        null,
                        site.now().plus(Duration.ofHours(1)),
                        "backfill of " + w.mark(),
                        "operator of " + w.mark()))
            .toList();
    return new Overrides() {
      @Override
      public List<PolicyOverride> all() {
        return all;
      }

      @Override
      public void put(PolicyOverride override) {
        throw new AssertionError("nothing is ordered");
      }

      @Override
      public boolean remove(String id) {
        throw new AssertionError("nothing is removed");
      }
    };
  }
}

package dev.headroom.cycle.tell;

import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.fleet.FleetStore;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.Commits;
import dev.headroom.report.DayRange;
import dev.headroom.report.Query;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.UsageViews;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.UsagePages;
import dev.headroom.report.json.UsageJson;
import dev.headroom.usage.Caller;
import dev.headroom.usage.Finding;
import dev.headroom.usage.InMemoryFindings;
import dev.headroom.usage.InMemoryUsageStore;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageDays;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Ten days of usage of each org of a generated fleet, and everything that is made of them. */
final class ShownUsage {
  private static final int DAYS = 10;

  private final LocalDate last;
  private final Site site;
  final InMemoryUsageStore store = new InMemoryUsageStore();
  private final InMemoryFindings findings = new InMemoryFindings();

  /** Of a fleet that is looked at on the day after {@code last}. */
  ShownUsage(GeneratedFleet fleet, LocalDate last, Site site) {
    this.last = last;
    this.site = site;
    fleet.orgs().forEach(this::fill);
  }

  private void fill(Watched w) {
    String id = w.mark();
    UsageDays days = new UsageDays(last.minusDays(DAYS - 1));
    for (int i = 0; i < DAYS; i++) {
      days.day(50, id + " " + w.reading().used())
          .found(id, Pattern.SINGLE_RECORD_LOOP, "/sobjects/" + id, 900, 9);
    }
    fill(w, days.list());
  }

  /** Adds an integration that is called by its user's name, and findings that name it. */
  void addPeople(Watched w) {
    String id = person(w.mark());
    UsageDays days = new UsageDays(last.minusDays(DAYS - 1));
    for (int i = 0; i < DAYS; i++) {
      days.day(50, w.mark() + " " + w.reading().used(), id + " 4000")
          .found(id, Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 900, 9)
          .found(w.mark(), Pattern.DUPLICATE_FEED, "Account + Lead", 800, 8);
    }
    fill(
        w,
        days.list().stream()
            .map(
                day ->
                    day.with(
                        day.parts().stream()
                            .map(p -> p.isPersonal() ? p.named(name(w.mark())) : p)
                            .toList(),
                        day.findings().stream().map(f -> feeds(f, name(w.mark()))).toList()))
            .toList());
  }

  private static StoredDay.Found feeds(StoredDay.Found f, String other) {
    return f.finding().pattern() == Pattern.DUPLICATE_FEED
        ? new StoredDay.Found(
            f.id(), f.finding().basedOn(other + Finding.PULLS_THE_SAME + "3 objects"))
        : f;
  }

  /** The id of an integration that has its name from a user. */
  static String person(String mark) {
    return "caller-" + mark;
  }

  /** Its name. */
  static String name(String mark) {
    return "ann." + mark + "@x.example from 198.18.0.7";
  }

  private void fill(Watched w, List<StoredDay> days) {
    String id = w.mark();
    findings.save(
        w.org().id(), findings.read(w.org().id()).version(), KnownFindings.NONE.after(days));
    for (StoredDay day : days) {
      Caller caller =
          new Caller("0H4" + id, "App " + id, id, "005" + id, "198.18.0.7", "62.0", id + "@x", "");
      store.put(
          w.org().id(),
          day,
          new DayGroups(day.day(), List.of(new OwnGroup(caller, "REST", day.counted(), id)), 0));
    }
  }

  UsageViews views(OrgDirectory directory, FleetStore fleet, Commits commits, Instant now) {
    return new StoredUsage(directory, commits, fleet, store, findings, () -> now);
  }

  /** All pages and answers of usage for {@code scope}. */
  List<Artefact> shown(
      TenantScope scope,
      List<Watched> own,
      UsageViews usage,
      Pages pages,
      BiFunction<String, Object, Artefact> api) {
    UsagePages of = new UsagePages(pages, usage);
    List<Artefact> all = new ArrayList<>();
    all.add(new Artefact("/savings", of.savings(scope, Query.none("/savings"), site).text()));
    all.add(api.apply("/api/savings", UsageJson.savings(usage.savings(scope))));
    for (Watched w : own) {
      Org org = w.org();
      String id = org.id().value();
      String path = "/orgs/" + id;
      all.add(
          new Artefact(
              path + "/usage", of.usage(scope, id, Query.none(path + "/usage"), site).text()));
      all.add(
          new Artefact(
              path + "/integrations/*",
              of.integration(scope, id, w.mark(), Query.none(path), site).text()));
      if (usage.findings(scope, org).all().values().stream()
          .anyMatch(k -> k.integration().equals(person(w.mark())))) {
        all.add(
            new Artefact(
                path + "/integrations/caller",
                of.integration(scope, id, person(w.mark()), Query.none(path), site).text()));
      }
      var view = usage.usage(scope, org, last.minusDays(DayRange.USUAL_DAYS - 1L), last);
      all.add(api.apply("/api" + path + "/usage", UsageJson.usage(view)));
      all.add(
          api.apply(
              "/api" + path + "/usage/day",
              UsageJson.withGroups(
                  UsageJson.day(
                      id,
                      last,
                      usage.day(scope, org, last),
                      usage.allocation(scope, org),
                      usage.findings(scope, org)),
                  usage.groups(scope, org, last))));
    }
    return all;
  }

  /** What is shown of an org, or an integration, that is not there for {@code scope}. */
  List<String> ofAnother(TenantScope scope, String id, UsageViews usage, Pages pages) {
    UsagePages of = new UsagePages(pages, usage);
    String path = "/orgs/" + id;
    return List.of(
        of.usage(scope, id, Query.none(path), site).text(),
        of.integration(scope, id, "erp", Query.none(path), site).text());
  }
}

package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Notes;
import dev.headroom.cycle.watch.LeastStale;
import dev.headroom.fleet.FleetStore;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.history.RolledHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.TargetHealth;
import dev.headroom.org.OrgDirectory;
import dev.headroom.report.AccessViews;
import dev.headroom.report.Commits;
import dev.headroom.report.NoteViews;
import dev.headroom.report.Runbooks;
import dev.headroom.report.StoredCommits;
import dev.headroom.report.StoredUsage;
import dev.headroom.report.StoredViews;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.html.AccessPages;
import dev.headroom.report.html.CheckPages;
import dev.headroom.report.html.OverviewPages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Templates;
import dev.headroom.report.html.UsagePages;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.UsageStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Creates what is shown, from the stores alone. */
final class ReportWiring {
  @Produces
  @Singleton
  @DefaultBean
  Commits commits(AlertStates states, Episodes episodes) {
    return new StoredCommits(states, episodes);
  }

  /** The history of limits and their forecasts. */
  record Course(LimitCatalogue catalogue, RolledHistory history, ForecastStore forecasts) {}

  /** What was delivered, and what is held up. */
  record Telling(TargetHealth health, Deliveries deliveries, Outbox outbox, Mutes mutes) {}

  /** The fleet's time, and when something is stale by it. */
  record Time(LeastStale leastStale, InstantSource clock) {}

  @Produces
  @Singleton
  Time time(LeastStale leastStale, @FleetTime InstantSource clock) {
    return new Time(leastStale, clock);
  }

  @Produces
  @Singleton
  Course course(LimitCatalogue catalogue, RolledHistory history, ForecastStore forecasts) {
    return new Course(catalogue, history, forecasts);
  }

  @Produces
  @Singleton
  Telling telling(TargetHealth health, Deliveries deliveries, Outbox outbox, Mutes mutes) {
    return new Telling(health, deliveries, outbox, mutes);
  }

  @Produces
  @Singleton
  Views views(
      OrgDirectory directory,
      Commits commits,
      FleetStore fleet,
      Course course,
      Telling telling,
      Time time,
      Instance<RemoteViews> remote) {
    return RemoteViews.or(
        remote,
        RemoteViews.Shown::views,
        () ->
            new StoredViews(
                new StoredViews.Ports(
                    directory,
                    commits,
                    fleet,
                    course.catalogue(),
                    course.history(),
                    course.forecasts(),
                    telling.health(),
                    telling.deliveries(),
                    telling.outbox(),
                    time.leastStale().age(),
                    time.clock(),
                    telling.mutes()::all,
                    null)));
  }

  @Produces
  @Singleton
  UsageViews usage(
      OrgDirectory directory,
      Commits commits,
      FleetStore fleet,
      UsageStore usage,
      FindingStore findings,
      @FleetTime InstantSource clock,
      Instance<RemoteViews> remote) {
    return RemoteViews.or(
        remote,
        RemoteViews.Shown::usage,
        () -> new StoredUsage(directory, commits, fleet, usage, findings, clock));
  }

  @Produces
  @Singleton
  Pages pages(Views views) {
    return new Pages(views, new Templates());
  }

  @Produces
  @Singleton
  AccessPages accessPages(Pages pages, AccessViews access) {
    return new AccessPages(pages, access);
  }

  @Produces
  @Singleton
  UsagePages usagePages(Pages pages, UsageViews usage) {
    return new UsagePages(pages, usage);
  }

  @Produces
  @Singleton
  OverviewPages overviewPages(Pages pages, Views views, UsageViews usage, AccessViews access) {
    return new OverviewPages(pages, views, usage, access);
  }

  @Produces
  @Singleton
  NoteViews notes(Notes notes, Instance<RemoteViews> remote) {
    return RemoteViews.or(remote, RemoteViews.Shown::notes, () -> new NoteViews(notes));
  }

  @Produces
  @Singleton
  CheckPages checkPages(Pages pages) {
    return new CheckPages(pages);
  }

  @Produces
  @Singleton
  RunbookPages runbookPages(
      Pages pages, Views views, UsageViews usage, AccessViews access, NoteViews notes) {
    return new RunbookPages(pages, new Runbooks(views, usage, access, notes));
  }
}

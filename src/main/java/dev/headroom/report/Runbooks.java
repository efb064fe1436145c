package dev.headroom.report;

import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gathers the facts of runbooks from views, for a scope. */
public final class Runbooks {
  private final Views views;
  private final UsageViews usage;
  private final AccessViews access;
  private final NoteViews notes;

  public Runbooks(Views views, UsageViews usage, AccessViews access, NoteViews notes) {
    this.views = views;
    this.usage = usage;
    this.access = access;
    this.notes = notes;
  }

  /**
   * Returns the runbook of the org with this id; empty if {@code scope} has none.
   *
   * @param now the fleet's time, which decides which days are the last ones
   */
  public Optional<Runbook> of(TenantScope scope, String id, Instant now) {
    return views.org(scope, id).map(view -> of(scope, view, now));
  }

  private Runbook of(TenantScope scope, OrgView view, Instant now) {
    Org org = view.org();
    OrgView.Problem problem = view.problem();
    LocalDate newest = usage.newest(scope, org, now);
    return new Runbook(
        org,
        views.profile(scope, org).orElse(null),
        problem != null && view.status() == Status.NOT_REPORTING ? problem.reason() : null,
        views.limits(scope, org).stream()
            .map(Runbook.Limit::of)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(limit -> limit.info().name()))
            .toList(),
        views.notVisible(scope, org),
        usage.usage(scope, org, newest.minusDays(UsageViews.TREND_DAYS - 1L), newest),
        access.access(scope, org, LocalDate.ofInstant(now, ZoneOffset.UTC)).orElse(null),
        episodes(scope, org),
        notes.notes(scope, org));
  }

  private List<Runbook.Alert> episodes(TenantScope scope, Org org) {
    return views.alerts(scope).stream()
        .filter(alert -> alert.org().equals(org.id()))
        .sorted(
            Comparator.comparing(AlertView::openedAt)
                .reversed()
                .thenComparing(AlertView::rule)
                .thenComparing(AlertView::subjectId))
        .limit(Runbook.MAX_EPISODES)
        .map(alert -> new Runbook.Alert(alert, views.evidence(scope, alert).orElse(null)))
        .toList();
  }
}

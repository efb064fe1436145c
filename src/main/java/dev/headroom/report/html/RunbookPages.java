package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.Runbook;
import dev.headroom.report.Runbooks;
import dev.headroom.report.words.Markdown;
import dev.headroom.report.words.RunbookWords;
import java.time.Instant;
import java.util.Optional;

/** Makes the runbooks of orgs, as pages in the frame and by the rules of {@link Pages}. */
public final class RunbookPages {
  private final Pages pages;
  private final Runbooks runbooks;

  /** Pages of these runbooks beside {@code pages}. */
  public RunbookPages(Pages pages, Runbooks runbooks) {
    this.pages = pages;
    this.runbooks = runbooks;
  }

  /** Returns the runbook of an org. */
  public Html runbook(TenantScope scope, String id, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          Runbook book = runbooks.of(scope, id, site.now()).orElseThrow(RunbookPages::unknown);
          return pages.shown(
              pages.frame(id + " runbook", "fleet", scope, site),
              "runbook",
              RunbookPage.of(id, RunbookWords.of(book)));
        });
  }

  /**
   * Returns the runbook of an org as Markdown, which depends on nothing but its facts; empty if
   * {@code scope} has no such org.
   *
   * @param now the fleet's time
   */
  public Optional<String> markdown(TenantScope scope, String id, Instant now) {
    return runbooks.of(scope, id, now).map(RunbookWords::of).map(Markdown::of);
  }

  private static NotThereException unknown() {
    return NotThereException.ofFleet("The fleet has no org of that name.");
  }
}

package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.Runbook;
import dev.headroom.report.Runbooks;
import dev.headroom.report.words.Document;
import dev.headroom.report.words.Markdown;
import dev.headroom.report.words.RunbookWords;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the runbooks of orgs, as pages in the frame and by the rules of {@link Pages}. */
public final class RunbookPages {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

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
              RunbookPage.of(
                  id,
                  RunbookWords.of(book),
                  NotePage.form(id, NotePage.Entered.nothing(""), site)));
        });
  }

  /**
   * A runbook in both forms.
   *
   * @param page the page
   * @param markdown the same as Markdown
   */
  record Both(Html page, String markdown) {}

  /** Returns both forms of a runbook, for which its facts are read once. */
  Both both(TenantScope scope, String id, Site site) {
    Runbook book = runbooks.of(scope, id, site.now()).orElseThrow(RunbookPages::unknown);
    Document document = RunbookWords.of(book);
    return new Both(
        pages.shown(
            pages.frame(id + " runbook", "fleet", scope, site),
            "runbook",
            RunbookPage.of(id, document, null)),
        Markdown.of(document));
  }

  /**
   * Returns the notes about an org, or about one of its alerts with {@code ?alert=<key>}, and the
   * form for another one.
   *
   * @param entered what was sent before and could not be done; null if nothing was
   * @param status of the page
   */
  public Html note(
      TenantScope scope,
      String id,
      Query query,
      Site site,
      NotePage.@Nullable Entered entered,
      int status) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, "alert");
          String alert = parameters.filled("alert").orElse("");
          if (!alert.isEmpty() && !KEY.matcher(alert).matches()) {
            parameters.refuse(
                "alert",
                alert,
                "is not the key of an alert",
                "Follow the link of an alert, or leave it out.");
          }
          parameters.check();
          Runbook book = runbooks.of(scope, id, site.now()).orElseThrow(RunbookPages::unknown);
          Html page =
              pages.shown(
                  pages.frame(id + " note", "fleet", scope, site),
                  "note",
                  NotePage.of(
                      book, entered == null ? NotePage.Entered.nothing(alert) : entered, site));
          return new Html(status, page.text());
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

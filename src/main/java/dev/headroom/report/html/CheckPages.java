package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import org.jspecify.annotations.Nullable;

/** Makes the page that checks an org, in the frame and by the rules of {@link Pages}. */
public final class CheckPages {
  private final Pages pages;

  /** Pages beside {@code pages}. */
  public CheckPages(Pages pages) {
    this.pages = pages;
  }

  /**
   * Returns the page of an org.
   *
   * @param report of the check; null before it
   * @param status of the page
   */
  public Html check(
      TenantScope scope,
      String id,
      Query query,
      Site site,
      @Nullable CheckReport report,
      int status) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          Html page =
              pages.shown(
                  pages.frame(id + " check", "fleet", scope, site),
                  "check",
                  CheckPage.of(pages.find(scope, id).org().id().value(), report, site));
          return new Html(status, page.text());
        });
  }
}

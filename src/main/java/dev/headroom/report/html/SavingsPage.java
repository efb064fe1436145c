package dev.headroom.report.html;

import dev.headroom.report.Parameters;
import dev.headroom.report.SavingsView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;

/**
 * What a fleet wastes, ready to be written out.
 *
 * @param headline what acting on all of it would save
 * @param unknown what is not known, a sentence; empty when everything is
 * @param byPercent whether the largest share of an allocation comes first
 * @param rows sorted as wished
 * @param more how many there are beyond those shown
 */
@RegisterForReflection
public record SavingsPage(
    String headline, String unknown, int days, boolean byPercent, List<Row> rows, int more) {
  private static final int MAX_ROWS = 300;
  private static final String PERCENT = "percent";

  /** Something wasteful of an org. */
  @RegisterForReflection
  public record Row(String org, String tenant, UsagePage.FindingRow finding) {}

  /** Whether the largest share of an allocation is to come first. */
  static boolean byPercent(Parameters parameters) {
    return parameters.choice("sort", List.of(PERCENT)).isPresent();
  }

  static SavingsPage of(SavingsView view, boolean byPercent) {
    List<SavingsView.Row> rows =
        byPercent
            ? view.rows().stream()
                .sorted(
                    Comparator.comparingDouble((SavingsView.Row r) -> r.percent().orElse(-1))
                        .reversed())
                .toList()
            : view.rows();
    return new SavingsPage(
        headline(view),
        unknown(view),
        SavingsView.DAYS,
        byPercent,
        rows.stream().limit(MAX_ROWS).map(SavingsPage::row).toList(),
        Math.max(0, rows.size() - MAX_ROWS));
  }

  private static String headline(SavingsView view) {
    long orgs = view.rows().stream().map(r -> r.org().id()).distinct().count();
    return view.rows().isEmpty()
        ? "Nothing wasteful was found"
        : "%s calls a day could be saved in %s"
            .formatted(Figures.number(view.perDay()), orgs == 1 ? "1 org" : orgs + " orgs");
  }

  private static String unknown(SavingsView view) {
    return view.unknown() == 0
        ? ""
        : "Nothing is known of %s: no event log file of the last %d days was read."
            .formatted(
                view.unknown() == view.orgs()
                    ? view.orgs() == 1 ? "the one org" : "all %d orgs".formatted(view.orgs())
                    : "%d of %d orgs".formatted(view.unknown(), view.orgs()),
                SavingsView.DAYS);
  }

  private static Row row(SavingsView.Row row) {
    String org = row.org().id().value();
    return new Row(
        org,
        row.org().tenant(),
        UsagePage.finding(
            row.waste(),
            row.name(),
            UsagePage.href(org, row.waste().integration()),
            row.seen(),
            row.allocation()));
  }
}

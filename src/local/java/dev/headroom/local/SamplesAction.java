package dev.headroom.local;

import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.history.LimitRollup;
import dev.headroom.limits.Reading;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.SamplesReport.Page;
import dev.headroom.report.SamplesReport.Row;
import dev.headroom.report.SamplesReport.Value;
import dev.headroom.report.SeriesQuestion;
import dev.headroom.report.csv.SeriesCsv;
import dev.headroom.report.json.SamplesJson;
import dev.headroom.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code manage samples <org> [options]}: what is stored of an org's limits. */
final class SamplesAction {
  static final String WORD = "samples";

  /** Its members; each is an option. */
  static final List<String> MEMBERS = members();

  private SamplesAction() {}

  private static List<String> members() {
    List<String> members = new ArrayList<>(SamplesCycle.MEMBERS);
    members.add(Format.MEMBER);
    return List.copyOf(members);
  }

  static Outcome run(SamplesCycle cycle, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations, List.of(Format.TEXT, Format.JSON, Format.CSV));
    Map<String, String> question = new HashMap<>(members);
    question.remove(Format.MEMBER);
    SamplesReport report = cycle.samples(TenantScope.all(), org, question);
    violations.addAll(report.violations());
    Page page = report.page();
    if (page == null || !violations.isEmpty()) {
      return Outcome.wrong(violations);
    }
    Instant next = page.next();
    if (format == Format.CSV && next != null) {
      // A file that ends too early would not say so.
      return Outcome.wrong(
          List.of(
              new Violation(
                  SeriesQuestion.TO,
                  page.range().to().toString(),
                  "is beyond what one file holds",
                  "Write %s and go on with --from %s, or name one --limit."
                      .formatted(next, next))));
    }
    return Outcome.of(
        switch (format) {
          case JSON -> Format.json(SamplesJson.of(page));
          case CSV -> SeriesCsv.of(page).stripTrailing();
          default -> text(page);
        });
  }

  private static String text(Page page) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %s of %s to %s: %s"
            .formatted(
                page.org(),
                switch (page.resolution()) {
                  case RAW -> "readings";
                  case HOUR -> "hours";
                  case DAY -> "days";
                },
                page.range().from(),
                page.range().to(),
                page.rows().isEmpty()
                    ? "none. That is unknown, not zero."
                    : Integer.toString(page.rows().size())));
    page.rows().forEach(row -> text.append('\n').append(text(row)));
    Instant next = page.next();
    if (next != null) {
      text.append("\nmore: --from ").append(next);
    }
    return text.toString();
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder(row.at().toString());
    Boolean whole = row.whole();
    text.append(
        "  %d %s%s"
            .formatted(
                row.limits().size(),
                row.limits().size() == 1 ? "limit" : "limits",
                whole == null || whole ? "" : ", not whole"));
    row.limits()
        .forEach(
            (name, value) ->
                text.append("\n  %-44s %s".formatted(name.value(), text(value)).stripTrailing()));
    return text.toString();
  }

  private static String text(Value value) {
    Reading last = value.last();
    String used =
        "%s of %s"
            .formatted(
                Figures.number(last.used()),
                last.isUncapped() ? "no cap" : Figures.number(last.max()));
    LimitRollup rollup = value.rollup();
    return rollup == null
        ? used
        : "%s, %s to %s, %s added, %d %s"
            .formatted(
                used,
                Figures.number(rollup.min()),
                Figures.number(rollup.max()),
                Figures.number(rollup.arrivals()),
                rollup.readings(),
                rollup.readings() == 1 ? "reading" : "readings");
  }
}

package dev.headroom.report.html;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Part;
import dev.headroom.access.Severity;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.AccessFleetView.OfOrg;
import dev.headroom.report.Parameters;
import dev.headroom.report.words.AccessWords;
import dev.headroom.report.words.FindingWords;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * API access in a whole fleet, ready for its template.
 *
 * @param unknown which orgs were never audited, in words; empty if all were
 * @param kinds findings by severity and kind
 * @param orgs sorted as wished
 * @param partial parts that could not be read, with the orgs
 * @param more how many orgs there are beyond those shown; empty if none
 */
@RegisterForReflection
public record AccessFleetPage(
    String headline,
    String unknown,
    List<Kind> kinds,
    List<Sorting.Head> heads,
    List<Row> orgs,
    String more,
    List<Unread> partial) {
  private static final int MAX_ROWS = 300;
  private static final int MAX_NAMED = 5;

  /** Findings of one kind and severity. */
  @RegisterForReflection
  public record Kind(
      Cells.Chip chip, String what, String number, List<Named> orgs, String more, String advice) {}

  /** An org, with a link to what is meant. */
  @RegisterForReflection
  public record Named(String org, String href) {}

  /** An org. */
  @RegisterForReflection
  public record Row(
      String org,
      String tenant,
      String href,
      Cells.@Nullable Moment takenAt,
      String high,
      String medium,
      String low,
      String accepted,
      String unread) {}

  /** A part that some orgs do not show. */
  @RegisterForReflection
  public record Unread(String part, String permission, List<Named> orgs, String more) {}

  static Sorting<OfOrg> order(Parameters parameters) {
    return Sorting.of(
        parameters,
        "high",
        List.of(
            Sorting.Column.of("org", "Org", Comparator.comparing((OfOrg o) -> o.org().id())),
            column("high", "High", Severity.HIGH),
            column("medium", "Medium", Severity.MEDIUM),
            column("low", "Low", Severity.LOW),
            Sorting.Column.<OfOrg>plain("Accepted").asNumber(),
            Sorting.Column.of(
                    "unread",
                    "Not seen",
                    Comparator.comparingInt((OfOrg o) -> -unread(o.day()).size()))
                .highestFirst()
                .knownIf(o -> o.day() != null),
            Sorting.Column.plain("Audited")));
  }

  private static Sorting.Column<OfOrg> column(String word, String text, Severity severity) {
    return Sorting.Column.of(word, text, Comparator.comparingInt((OfOrg o) -> -o.count(severity)))
        .highestFirst()
        .asNumber()
        .knownIf(o -> o.day() != null);
  }

  private static List<Part> unread(@Nullable AccessDay day) {
    return day == null ? List.of() : day.unread().stream().sorted().toList();
  }

  static AccessFleetPage of(AccessFleetView view, Sorting<OfOrg> order, Instant now) {
    int more = Math.max(0, view.orgs().size() - MAX_ROWS);
    return new AccessFleetPage(
        headline(view),
        unknown(view),
        view.kinds().stream().map(AccessFleetPage::kind).toList(),
        order.heads(sort -> sort.isEmpty() ? "/access" : "/access?sort=" + sort),
        order.sorted(view.orgs()).stream().limit(MAX_ROWS).map(o -> row(o, now)).toList(),
        more == 0 ? "" : Figures.number(more),
        partial(view));
  }

  private static String headline(AccessFleetView view) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, view.count(severity));
    }
    int audited = view.orgs().size() - view.unknown();
    String found = AccessWords.findings(counts);
    return audited == 0
        ? "No org was audited yet"
        : Character.toUpperCase(found.charAt(0))
            + found.substring(1)
            + " in "
            + (audited == 1 ? "1 org" : Figures.number(audited) + " orgs");
  }

  private static String unknown(AccessFleetView view) {
    int unknown = view.unknown();
    return unknown == 0
        ? ""
        : "Nothing is known of %s: %s never audited."
            .formatted(
                unknown == view.orgs().size()
                    ? unknown == 1 ? "the one org" : "all " + unknown + " orgs"
                    : "%d of %d orgs".formatted(unknown, view.orgs().size()),
                unknown == 1 ? "it was" : "they were");
  }

  private static Kind kind(AccessFleetView.OfKind of) {
    String row = "#" + of.severity().word() + "-" + of.kind().word();
    return new Kind(
        AccessPage.chip(of.severity()),
        FindingWords.plural(of.kind()),
        Figures.number(of.number()),
        named(of.orgs(), row),
        more(of.orgs().size()),
        of.kind().advice());
  }

  private static List<Named> named(List<OfOrg> orgs, String anchor) {
    return orgs.stream()
        .limit(MAX_NAMED)
        .map(
            o ->
                new Named(
                    o.org().id().value(), "/orgs/" + o.org().id().value() + "/access" + anchor))
        .toList();
  }

  private static String more(int orgs) {
    return orgs > MAX_NAMED ? "and " + Figures.number(orgs - MAX_NAMED) + " more" : "";
  }

  private static Row row(OfOrg of, Instant now) {
    AccessDay day = of.day();
    String org = of.org().id().value();
    return new Row(
        org,
        of.org().tenant(),
        "/orgs/" + org + "/access",
        day == null ? null : Cells.Moment.of(day.takenAt(), now),
        number(of, Severity.HIGH),
        number(of, Severity.MEDIUM),
        number(of, Severity.LOW),
        day == null ? "" : Figures.number(day.accepted()),
        day == null
            ? "never audited"
            : String.join(", ", unread(day).stream().map(AccessWords::part).toList()));
  }

  private static String number(OfOrg of, Severity severity) {
    return of.day() == null ? "" : Figures.number(of.count(severity));
  }

  private static List<Unread> partial(AccessFleetView view) {
    List<Unread> partial = new ArrayList<>();
    for (Part part : Part.values()) {
      List<OfOrg> orgs = view.orgs().stream().filter(o -> unread(o.day()).contains(part)).toList();
      if (!orgs.isEmpty()) {
        partial.add(
            new Unread(
                AccessWords.part(part),
                part.permission(),
                named(orgs, "#unread"),
                more(orgs.size())));
      }
    }
    return partial;
  }
}

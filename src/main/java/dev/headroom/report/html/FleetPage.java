package dev.headroom.report.html;

import dev.headroom.alert.Policies;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.limits.LimitName;
import dev.headroom.report.FleetView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Status;
import io.quarkus.qute.RawString;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fleet, ready for its template.
 *
 * @param headline the condition of the fleet, in one sentence
 * @param total orgs of the whole fleet
 * @param tiles a status and its count each, as filters
 * @param heads of the columns, which sort
 * @param shown how many orgs pass the filter
 * @param rows these as table rows, sorted as requested
 */
@RegisterForReflection
public record FleetPage(
    String headline,
    int total,
    List<Tile> tiles,
    Filter filter,
    List<Cells.Option> statuses,
    List<Cells.Option> tenants,
    List<Sorting.Head> heads,
    int shown,
    RawString rows) {

  /**
   * How the fleet is filtered and sorted; an empty text means no filter.
   *
   * @param sort as {@link Sorting} reads it
   */
  @RegisterForReflection
  public record Filter(String text, String status, String tenant, String sort) {

    /** Returns the requested filter for this fleet. */
    static Filter of(Parameters parameters, FleetView fleet, Sorting<OrgView> order) {
      return new Filter(
          parameters.filled("q").orElse(""),
          parameters
              .choice("status", fleet.counts().keySet().stream().map(Status::word).toList())
              .orElse(""),
          parameters.choice("tenant", tenants(fleet)).orElse(""),
          order.given());
    }

    /** Returns the address of the same orgs in another order. */
    String sortedBy(String word) {
      return href(text, status, tenant, word);
    }

    /** Returns the address of all orgs, in the same order. */
    public String all() {
      return href("", "", "", sort);
    }

    /** Returns the address of all orgs of one status, in the same order. */
    String ofStatus(String word) {
      return href("", word, "", sort);
    }

    private static String href(String text, String status, String tenant, String sort) {
      StringJoiner query = new StringJoiner("&", "/?", "").setEmptyValue("/");
      add(query, "q", text);
      add(query, "status", status);
      add(query, "tenant", tenant);
      add(query, "sort", sort);
      return query.toString();
    }

    private static void add(StringJoiner query, String name, String value) {
      if (!value.isEmpty()) {
        query.add(name + "=" + Cells.encoded(value));
      }
    }

    /** Returns whether anything is filtered. */
    public boolean isSet() {
      return !text.isEmpty() || !status.isEmpty() || !tenant.isEmpty();
    }

    boolean passes(OrgView view, Function<LimitName, String> label) {
      return (status.isEmpty() || view.status().word().equals(status))
          && (tenant.isEmpty() || view.org().tenant().equals(tenant))
          && (text.isEmpty() || haystack(view, label).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static String haystack(OrgView view, Function<LimitName, String> label) {
      OrgView.Worst worst = view.worst();
      OrgView.Problem problem = view.problem();
      return String.join(
              "\n",
              view.org().id().value(),
              view.org().tenant(),
              tags(view.org().tags()),
              worst == null ? "" : worst.limit().value(),
              worst == null ? "" : label.apply(worst.limit()),
              problem == null ? "" : problem.text())
          .toLowerCase(Locale.ROOT);
    }
  }

  /** A status, how many orgs have it, and the link that shows only them. */
  @RegisterForReflection
  public record Tile(Cells.Chip chip, int count, String href, boolean chosen) {}

  private static final NextExhaustion NOT_KNOWN = new NextExhaustion.NoneInSight(0);

  private static final List<Sorting.Column<OrgView>> COLUMNS =
      List.of(
          Sorting.Column.of("org", "Org", Comparator.comparing(view -> view.org().id())),
          Sorting.Column.of("status", "Status", OrgView.WORST_FIRST).highestFirst(),
          Sorting.Column.of(
                  "used",
                  "Closest to its limit",
                  Comparator.comparingDouble((OrgView view) -> used(view)).reversed())
              .highestFirst()
              .knownIf(view -> view.worst() != null),
          Sorting.Column.of(
                  "exhaustion",
                  "Runs out",
                  Comparator.<OrgView, NextExhaustion>comparing(
                      view -> Objects.requireNonNullElse(view.next(), NOT_KNOWN),
                      NextExhaustion.SOONEST_FIRST))
              .knownIf(
                  view ->
                      view.next() instanceof NextExhaustion.Out
                          || view.next() instanceof NextExhaustion.Expected),
          Sorting.Column.of(
                  "read",
                  "Last read",
                  Comparator.<OrgView, Instant>comparing(
                          view -> Objects.requireNonNullElse(view.lastReadAt(), Instant.MIN))
                      .reversed())
              .highestFirst()
              .knownIf(view -> view.lastReadAt() != null));

  /** How the fleet is sorted. */
  static Sorting<OrgView> order(Parameters parameters) {
    return Sorting.of(parameters, "status", COLUMNS);
  }

  private static double used(OrgView view) {
    OrgView.Worst worst = view.worst();
    return worst == null ? Double.NaN : worst.usedPercent();
  }

  /**
   * One org on one line.
   *
   * @param worst the limit closest to its maximum, in plain words
   * @param paused whether its problem is that it is paused
   */
  @RegisterForReflection
  public record Row(
      String org,
      String tenant,
      String tags,
      Cells.Chip chip,
      @Nullable String worst,
      Cells.@Nullable Bar bar,
      NextCell next,
      Cells.@Nullable Moment lastRead,
      @Nullable String problem,
      boolean paused) {
    static Row of(
        OrgView view,
        Policies policies,
        Function<LimitName, String> label,
        NextCell next,
        Cells.@Nullable Moment lastRead,
        Instant now) {
      OrgView.Worst worst = view.worst();
      OrgView.Problem problem = view.problem();
      return new Row(
          view.org().id().value(),
          view.org().tenant(),
          FleetPage.tags(view.org().tags()),
          Cells.Chip.of(view),
          worst == null ? null : label.apply(worst.limit()),
          worst == null
              ? null
              : Cells.Bar.of(
                  worst.usedPercent(),
                  policies.levelsFor(view.org(), worst.limit()),
                  view.status()),
          next,
          lastRead,
          problem == null
              ? null
              : Prose.plain(view.pause() == null ? problem.text() : problem.reason(), now),
          view.pause() != null);
    }
  }

  static FleetPage of(
      FleetView fleet,
      Policies policies,
      Filter filter,
      Sorting<OrgView> order,
      FleetRows rows,
      Instant now) {
    Map<Status, Integer> counts = fleet.counts();
    List<OrgView> shown =
        order.sorted(
            fleet.orgs().stream().filter(view -> filter.passes(view, rows.label())).toList());
    return new FleetPage(
        headline(fleet, counts),
        fleet.orgs().size(),
        tiles(counts, filter),
        filter,
        counts.keySet().stream()
            .map(s -> new Cells.Option(s.word(), s.word(), s.word().equals(filter.status())))
            .toList(),
        tenants(fleet).stream()
            .map(t -> new Cells.Option(t, t, t.equals(filter.tenant())))
            .toList(),
        order.heads(filter::sortedBy),
        shown.size(),
        rows.html(shown, policies, now));
  }

  /** Returns {@code env=prod owner=erp}, sorted by name. */
  static String tags(Map<String, String> tags) {
    return tags.isEmpty()
        ? ""
        : new TreeMap<>(tags)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
  }

  private static List<String> tenants(FleetView fleet) {
    return fleet.orgs().stream().map(v -> v.org().tenant()).distinct().sorted().toList();
  }

  private static List<Tile> tiles(Map<Status, Integer> counts, Filter filter) {
    List<Tile> tiles = new ArrayList<>();
    counts.forEach(
        (status, count) -> {
          boolean chosen = status.word().equals(filter.status());
          // A chosen tile leads back to the whole fleet.
          tiles.add(
              new Tile(
                  Cells.Chip.of(status),
                  count,
                  chosen ? filter.all() : filter.ofStatus(status.word()),
                  chosen));
        });
    return tiles;
  }

  private static String headline(FleetView fleet, Map<Status, Integer> counts) {
    int total = fleet.orgs().size();
    if (total == 0) {
      return "No orgs are watched yet";
    }
    List<String> parts = new ArrayList<>();
    add(parts, counts.getOrDefault(Status.EXHAUSTED, 0), "has run out", "have run out");
    add(parts, counts.getOrDefault(Status.ESCALATION, 0), "needs someone now", "need someone now");
    add(parts, counts.getOrDefault(Status.NOT_REPORTING, 0), "does not report", "do not report");
    int paused = (int) fleet.orgs().stream().filter(view -> view.pause() != null).count();
    int unread = counts.getOrDefault(Status.UNKNOWN, 0) - paused;
    add(parts, unread, "cannot be read", "cannot be read");
    add(parts, counts.getOrDefault(Status.ATTENTION, 0), "needs attention", "need attention");
    add(parts, paused, "is paused", "are paused");
    if (parts.isEmpty()) {
      return total == 1 ? "The one org has headroom" : "All " + total + " orgs have headroom";
    }
    parts.set(
        0, parts.get(0).replaceFirst(" ", parts.get(0).startsWith("1 ") ? " org " : " orgs "));
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }
}

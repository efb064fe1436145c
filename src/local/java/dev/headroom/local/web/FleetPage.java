package dev.headroom.local.web;

import dev.headroom.alert.Policy;
import dev.headroom.report.FleetView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Status;
import io.quarkus.qute.RawString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fleet, ready to be written out.
 *
 * @param headline how the fleet is, in one sentence
 * @param total orgs of the whole fleet
 * @param tiles a status and its count each, as filters
 * @param shown how many orgs pass the filter
 * @param rows these as table rows, worst first
 */
public record FleetPage(
    String headline,
    int total,
    List<Tile> tiles,
    Filter filter,
    List<Cells.Option> statuses,
    List<Cells.Option> tenants,
    int shown,
    RawString rows) {

  /** What the fleet is narrowed to; an empty text is no wish. */
  public record Filter(String text, String status, String tenant) {
    static Filter of(@Nullable String text, @Nullable String status, @Nullable String tenant) {
      return new Filter(
          Objects.requireNonNullElse(text, "").strip(),
          Objects.requireNonNullElse(status, ""),
          Objects.requireNonNullElse(tenant, ""));
    }

    /** Whether anything is wished for. */
    public boolean isSet() {
      return !text.isEmpty() || !status.isEmpty() || !tenant.isEmpty();
    }

    boolean passes(OrgView view) {
      return (status.isEmpty() || view.status().word().equals(status))
          && (tenant.isEmpty() || view.org().tenant().equals(tenant))
          && (text.isEmpty() || haystack(view).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static String haystack(OrgView view) {
      OrgView.Worst worst = view.worst();
      OrgView.Problem problem = view.problem();
      return String.join(
              "\n",
              view.org().id().value(),
              view.org().tenant(),
              tags(view.org().tags()),
              worst == null ? "" : worst.limit().value(),
              problem == null ? "" : problem.text())
          .toLowerCase(Locale.ROOT);
    }
  }

  /** A status, how many orgs have it, and the link that shows them alone. */
  public record Tile(Cells.Chip chip, int count, String href, boolean chosen) {}

  /** One org on one line. */
  public record Row(
      String org,
      String tenant,
      String tags,
      Cells.Chip chip,
      @Nullable String worst,
      Cells.@Nullable Bar bar,
      Cells.@Nullable Moment lastRead,
      @Nullable String problem) {
    static Row of(OrgView view, List<Policy> policies, Cells.@Nullable Moment lastRead) {
      OrgView.Worst worst = view.worst();
      OrgView.Problem problem = view.problem();
      return new Row(
          view.org().id().value(),
          view.org().tenant(),
          FleetPage.tags(view.org().tags()),
          Cells.Chip.of(view.status()),
          worst == null ? null : worst.limit().value(),
          worst == null
              ? null
              : Cells.Bar.of(
                  worst.usedPercent(),
                  FleetViews.levels(policies, view.org(), worst.limit()),
                  view.status()),
          lastRead,
          problem == null ? null : problem.text());
    }
  }

  static FleetPage of(
      FleetView fleet, List<Policy> policies, Filter filter, FleetRows rows, Instant now) {
    Map<Status, Integer> counts = fleet.counts();
    List<OrgView> shown = fleet.orgs().stream().filter(filter::passes).toList();
    return new FleetPage(
        headline(fleet.orgs().size(), counts),
        fleet.orgs().size(),
        tiles(counts, filter),
        filter,
        counts.keySet().stream()
            .map(s -> new Cells.Option(s.word(), s.word(), s.word().equals(filter.status())))
            .toList(),
        fleet.orgs().stream()
            .map(v -> v.org().tenant())
            .distinct()
            .sorted()
            .map(t -> new Cells.Option(t, t, t.equals(filter.tenant())))
            .toList(),
        shown.size(),
        rows.html(shown, policies, now));
  }

  /** {@code env=prod owner=erp}, in the order of their names. */
  static String tags(Map<String, String> tags) {
    return tags.isEmpty()
        ? ""
        : new TreeMap<>(tags)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
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
                  chosen ? "/" : "/?status=" + status.word(),
                  chosen));
        });
    return tiles;
  }

  private static String headline(int total, Map<Status, Integer> counts) {
    if (total == 0) {
      return "No orgs are watched yet";
    }
    List<String> parts = new ArrayList<>();
    add(parts, counts.getOrDefault(Status.EXHAUSTED, 0), "has run out", "have run out");
    add(parts, counts.getOrDefault(Status.ESCALATION, 0), "needs someone now", "need someone now");
    add(parts, counts.getOrDefault(Status.UNKNOWN, 0), "cannot be read", "cannot be read");
    add(parts, counts.getOrDefault(Status.ATTENTION, 0), "wants attention", "want attention");
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

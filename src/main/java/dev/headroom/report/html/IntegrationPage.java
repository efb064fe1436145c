package dev.headroom.report.html;

import dev.headroom.report.UsageView;
import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.Caller;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.IntegrationHistory;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.Proposal;
import dev.headroom.usage.UsageStore;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One integration of an org, ready to be written out.
 *
 * @param by by what it was told apart
 * @param named whether the manifest names it
 * @param owner empty when nobody says
 * @param contact empty when nobody says
 * @param budget in words; empty when it has none
 * @param over whether its newest known day is over its budget
 * @param calls of the days shown
 * @param share of the org's counted calls of these days
 * @param facts what else is known of it, a name and a value each
 * @param callers who makes its calls, by kind
 * @param callersOf the day that they are of; null when nothing is kept of them
 * @param resources what it calls most on the days shown
 * @param proposal lines to paste into the manifest; null when it is named or nothing is known
 * @param whatIfs where to ask what comes of a change of it
 */
@RegisterForReflection
public record IntegrationPage(
    String org,
    String id,
    String name,
    String by,
    boolean named,
    String owner,
    String contact,
    String budget,
    boolean over,
    String calls,
    String share,
    String typical,
    String trend,
    List<Cells.Choice> ranges,
    List<Fact> facts,
    DayChart chart,
    List<UsageCharts.HourRow> hours,
    List<Callers> callers,
    @Nullable String callersOf,
    List<Count> resources,
    List<UsagePage.FindingRow> findings,
    @Nullable String proposal,
    List<Cells.Choice> whatIfs) {
  private static final int MAX_COUNTS = 10;

  /** Something that is known of it. */
  @RegisterForReflection
  public record Fact(String name, String value) {}

  /**
   * Callers of one kind, those with most calls first.
   *
   * @param more how many there are beyond those shown
   */
  @RegisterForReflection
  public record Callers(String kind, List<Count> counts, int more) {}

  /** So many calls. */
  @RegisterForReflection
  public record Count(String what, String calls) {}

  static IntegrationPage of(
      String org,
      UsageView view,
      UsageView.Line line,
      UsagePage.Wish wish,
      Optional<UsageStore.DayGroups> groups) {
    IntegrationHistory history = line.history();
    IntegrationRule rule = line.rule();
    List<UsageStore.OwnGroup> own =
        groups.map(UsageStore.DayGroups::groups).orElse(List.of()).stream()
            .filter(g -> g.integration().equals(history.id()))
            .toList();
    String href = UsagePage.href(org, history.id());
    return new IntegrationPage(
        org,
        history.id(),
        history.name(),
        history.identifiedBy(),
        rule != null,
        text(rule == null ? null : rule.owner()),
        text(rule == null ? null : rule.contact()),
        UsagePage.budget(line),
        line.budgetUsedPercent().orElse(0) >= 100,
        Figures.number(line.calls()),
        Figures.percent(100.0 * line.calls() / Math.max(1, view.counted())),
        Figures.number(Math.round(history.trend().typicalDaily())),
        UsageWords.trend(history.trend()),
        wish.ranges(href),
        facts(history, view.from(), view.to()),
        DayChart.of(view, line),
        UsageCharts.hours(wish.range().days(), view, Optional.of(history.id())),
        callers(own),
        own.isEmpty() ? null : groups.map(g -> UsageWords.day(g.day())).orElse(null),
        resources(history, view.from(), view.to()),
        UsagePage.findings(
            org,
            view,
            view.waste().stream().filter(w -> w.integration().equals(history.id())).toList()),
        rule != null || own.isEmpty()
            ? null
            : Proposal.of(
                    history.name(),
                    own.stream().map(UsageStore.OwnGroup::caller).distinct().toList())
                .lines(),
        whatIfs(org, history.id()));
  }

  private static List<Cells.Choice> whatIfs(String org, String id) {
    String asked = "/orgs/" + org + "/what-if?";
    String named = "=" + Cells.encoded(id);
    return List.of(
        new Cells.Choice("if it stopped", asked + "without" + named, false),
        new Cells.Choice(
            "if it came 3 hours later", asked + "moveIntegration" + named + "&moveBy=PT3H", false),
        new Cells.Choice("by Bulk API", asked + "bulk" + named, false));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<Fact> facts(IntegrationHistory history, LocalDate from, LocalDate to) {
    Map<String, Long> families = new HashMap<>();
    TreeSet<String> versions = new TreeSet<>();
    long errors = 0;
    for (DayUsage.Share share : history.days().subMap(from, to.plusDays(1)).values()) {
      share.families().forEach((family, n) -> families.merge(family, n, Long::sum));
      versions.addAll(share.versions());
      errors += share.errors();
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("First call seen", UsageWords.day(history.trend().firstSeen())));
    facts.add(new Fact("Last call seen", UsageWords.day(history.trend().lastSeen())));
    for (Count family : largest(families, families.size())) {
      facts.add(new Fact(family.what() + " calls", family.calls()));
    }
    facts.add(new Fact("API versions", String.join(", ", versions)));
    facts.add(new Fact("Answered with an error", Figures.number(errors)));
    return facts;
  }

  private static List<Count> resources(IntegrationHistory history, LocalDate from, LocalDate to) {
    Map<String, Long> calls = new HashMap<>();
    for (DayUsage.Share share : history.days().subMap(from, to.plusDays(1)).values()) {
      share.resources().forEach(r -> calls.merge(r.resource(), r.calls(), Long::sum));
    }
    return largest(calls, MAX_COUNTS);
  }

  private static List<Callers> callers(List<UsageStore.OwnGroup> groups) {
    List<Callers> kinds = new ArrayList<>();
    add(kinds, "Users", groups, c -> c.userName().isEmpty() ? c.user() : c.userName());
    add(kinds, "Addresses", groups, Caller::address);
    add(kinds, "Connected apps", groups, c -> c.appName().isEmpty() ? c.appId() : c.appName());
    add(kinds, "Clients", groups, Caller::client);
    return kinds;
  }

  private static void add(
      List<Callers> kinds,
      String kind,
      List<UsageStore.OwnGroup> groups,
      Function<Caller, String> part) {
    Map<String, Long> calls = new HashMap<>();
    for (UsageStore.OwnGroup group : groups) {
      String text = part.apply(group.caller());
      if (!text.isEmpty()) {
        calls.merge(text, group.calls(), Long::sum);
      }
    }
    if (!calls.isEmpty()) {
      kinds.add(
          new Callers(kind, largest(calls, MAX_COUNTS), Math.max(0, calls.size() - MAX_COUNTS)));
    }
  }

  private static List<Count> largest(Map<String, Long> calls, int most) {
    return calls.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(most)
        .map(e -> new Count(e.getKey(), Figures.number(e.getValue())))
        .toList();
  }
}

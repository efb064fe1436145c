package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Explanation;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Mutes;
import dev.headroom.org.Forms;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.ExplainReport;
import dev.headroom.report.OrderReport;
import dev.headroom.report.words.ExplainWords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what a limit of an org is judged by, and why. */
public final class ExplainCycle {
  /** The action and the command. */
  public static final String EXPLAIN = "explain";

  private final OrgDirectory directory;
  private final FleetStore fleet;
  private final AlertStates states;
  private final Mutes mutes;
  private final LimitCatalogue catalogue;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param clock the fleet's clock, by which overrides and mutes apply
   */
  public ExplainCycle(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      Mutes mutes,
      LimitCatalogue catalogue,
      InstantSource clock) {
    this.directory = directory;
    this.fleet = fleet;
    this.states = states;
    this.mutes = mutes;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Returns the order. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.EXPLAIN, (scope, members, actor) -> explain(scope, members)));
  }

  /** Explains the limit that {@code members} name. */
  public OrderReport explain(TenantScope scope, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    String id = members.getOrDefault(MuteCycle.ORG, "");
    Optional<Org> org = AskedOrg.find(scope, directory, id);
    if (org.isEmpty()) {
      violations.add(
          AskedOrg.unknown(id, id.isEmpty() ? "is missing" : "is not an org of the fleet"));
    }
    String name = members.getOrDefault(MuteCycle.LIMIT, "");
    if (name.isBlank() || Forms.length(name) > LimitName.MAX_LENGTH) {
      violations.add(
          new Violation(
              MuteCycle.LIMIT,
              null,
              name.isBlank() ? "is missing" : "is longer than any limit's name",
              "Write the name of a limit, such as DailyApiRequests."));
    }
    if (org.isEmpty() || !violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    ExplainReport report = explain(scope, org.get(), new LimitName(name));
    return OrderReport.of(EXPLAIN, form(report), String.join("\n", ExplainWords.lines(report)));
  }

  private ExplainReport explain(TenantScope scope, Org org, LimitName limit) {
    return ExplainReport.of(
        scope,
        org,
        catalogue.describe(limit),
        states.read(org.id()),
        fleet.settings(),
        mutes.all(),
        clock.instant());
  }

  private static Map<String, @Nullable Object> form(ExplainReport report) {
    Explanation e = report.explanation();
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put(MuteCycle.ORG, report.org().value());
    form.put(MuteCycle.LIMIT, report.limit().name().value());
    form.put("policy", e.policy());
    form.put("match", e.match() == null ? null : OverrideCycle.form(e.match()));
    form.put(
        "notMatched",
        e.looked().stream()
            .map(
                looked -> {
                  Map<String, @Nullable Object> one = new LinkedHashMap<>();
                  one.put("policy", looked.place());
                  one.put("match", OverrideCycle.form(looked.match()));
                  one.put("misses", looked.misses());
                  return one;
                })
            .toList());
    form.put(
        "settings",
        e.settings().stream()
            .map(
                setting -> {
                  Map<String, @Nullable Object> one = new LinkedHashMap<>();
                  one.put("name", setting.name());
                  one.put("value", ExplainWords.value(setting, e));
                  one.put("origin", setting.origin().word());
                  return one;
                })
            .toList());
    form.put("levels", e.levels().stream().map(ExplainCycle::form).toList());
    Reading reading = e.reading();
    form.put("max", reading == null ? null : reading.max());
    form.put("used", reading == null ? null : reading.used());
    form.put("override", e.override() == null ? null : OverrideCycle.form(e.override(), true));
    form.put(
        "mutes",
        report.mutes().stream()
            .map(mute -> MuteCycle.form(mute, mute.isActive(report.now())))
            .toList());
    form.put("text", ExplainWords.lines(report));
    return form;
  }

  private static Map<String, @Nullable Object> form(Explanation.Level level) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("severity", level.severity().word());
    form.put("percent", level.percent());
    form.put("used", level.used());
    form.put("remaining", level.remaining());
    form.put("leftBelow", level.leftBelow());
    return form;
  }
}

package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.report.DayRange;
import dev.headroom.report.SavingsView;
import dev.headroom.report.Seen;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.Caller;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.Finding;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Trend;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.Waste;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Who uses the API calls, in the public JSON. Unknown values are null. */
public final class UsageJson {
  private UsageJson() {}

  public record Usage(
      String org,
      List<Day> days,
      List<Integration> integrations,
      List<OrgFinding> findings,
      PlanJson.Plan plan) {}

  public record Day(
      String day,
      String source,
      @Nullable Long counted,
      @Nullable Long uncounted,
      @Nullable Long limitUsed,
      @Nullable Long unexplained) {}

  public record Integrations(String org, List<Integration> integrations) {}

  /**
   * The last four are null if the manifest does not name the integration or says nothing about
   * them.
   */
  public record Integration(
      String integration,
      String name,
      String identifiedBy,
      long typicalDaily,
      String status,
      String firstSeen,
      String lastSeen,
      TrendOf trend,
      long calls,
      boolean named,
      @Nullable String owner,
      @Nullable String contact,
      @Nullable Long budget,
      @Nullable Double budgetUsedPercent) {}

  public record TrendOf(
      @Nullable Double changePerWeekPercent, @Nullable String since, boolean significant) {}

  /**
   * A whole day.
   *
   * @param likely the likely cause of unexplained calls
   * @param reasons why the day is not known, or only in part
   */
  public record WholeDay(
      String org,
      String day,
      String source,
      @Nullable Long counted,
      @Nullable Long uncounted,
      @Nullable Long limitUsed,
      @Nullable Long unexplained,
      List<String> likely,
      List<String> reasons,
      List<FileOf> files,
      List<Share> integrations,
      List<FindingOf> findings) {}

  /**
   * The same with the groups of calls in its files; null if not stored, or no longer stored.
   *
   * @param groupsLeftOut counted calls of groups that are not stored
   */
  public record DayWithGroups(
      @JsonUnwrapped WholeDay day, @Nullable List<Group> groups, @Nullable Long groupsLeftOut) {}

  public record FileOf(
      String id,
      String eventType,
      String interval,
      int sequence,
      int rows,
      int newRows,
      @Nullable String problem) {}

  public record Share(
      String integration,
      String name,
      String identifiedBy,
      long calls,
      double share,
      List<Long> hours,
      Map<String, Long> families,
      long errors,
      List<DayUsage.ResourceCalls> topResources,
      int users,
      int addresses,
      SortedSet<String> versions) {}

  public record Group(
      String connectedAppId,
      String connectedAppName,
      String clientName,
      String user,
      String address,
      String family,
      String version,
      long calls,
      String integration) {}

  /**
   * A finding of one day.
   *
   * @param id the same on every day
   * @param gone null while it is not gone
   */
  public record FindingOf(
      String id,
      String pattern,
      String integration,
      String resource,
      String from,
      String to,
      long calls,
      long needed,
      long saving,
      double confidence,
      String advice,
      String evidence,
      String firstSeen,
      String lastSeen,
      @Nullable String gone) {}

  /**
   * A finding of several days.
   *
   * @param id the same on every day
   * @param gone null while it is not gone
   */
  public record OrgFinding(
      String id,
      String integration,
      String name,
      String pattern,
      String resource,
      String firstSeen,
      String lastSeen,
      @Nullable String gone,
      long savingPerDay,
      @Nullable Double savingPercent,
      String advice) {}

  /** A possible saving in a fleet. */
  public record Saving(
      String org,
      String tenant,
      String integration,
      String name,
      String pattern,
      String resource,
      String firstSeen,
      String lastSeen,
      @Nullable String gone,
      long savingPerDay,
      @Nullable Double savingPercent,
      String advice) {}

  /** Returns the requested days; one that is not stored is unknown. */
  public static Usage usage(UsageView view) {
    return new Usage(
        view.org().value(),
        new DayRange(view.from(), view.to())
            .days().stream().map(day -> day(day, view.day(day))).toList(),
        list(view),
        view.waste().stream()
            .filter(w -> !w.lastSeen().isBefore(view.from()))
            .map(w -> finding(w, view))
            .toList(),
        PlanJson.of(view));
  }

  private static OrgFinding finding(Waste waste, UsageView view) {
    Seen seen = view.seen(waste);
    OptionalLong allocation = view.allocation();
    return new OrgFinding(
        waste.id(),
        waste.integration(),
        view.name(waste.integration()),
        waste.pattern().word(),
        waste.resource(),
        seen.first().toString(),
        seen.last().toString(),
        gone(seen),
        waste.perDay(),
        tenths(waste.percent(allocation)),
        waste.newest().advice(allocation.orElse(0)));
  }

  private static @Nullable String gone(Seen seen) {
    return seen.gone().map(LocalDate::toString).orElse(null);
  }

  private static Day day(LocalDate date, Optional<StoredDay> kept) {
    StoredDay day = kept.orElse(null);
    if (day == null) {
      return new Day(date.toString(), "none", null, null, null, null);
    }
    boolean known = day.source().answers();
    return new Day(
        date.toString(),
        day.source().word(),
        known ? day.counted() : null,
        known ? day.uncounted() : null,
        number(day.unexplained().used()),
        number(day.unexplained().calls()));
  }

  public static Integrations integrations(UsageView view) {
    return new Integrations(view.org().value(), list(view));
  }

  private static List<Integration> list(UsageView view) {
    return view.integrations().stream().map(UsageJson::integration).toList();
  }

  private static Integration integration(UsageView.Line line) {
    Trend trend = line.history().trend();
    IntegrationRule rule = line.rule();
    return new Integration(
        line.history().id(),
        line.history().name(),
        line.history().identifiedBy(),
        Math.round(trend.typicalDaily()),
        UsageWords.word(trend.status()),
        trend.firstSeen().toString(),
        trend.lastSeen().toString(),
        new TrendOf(
            tenths(trend.changePerWeekPercent()), trend.since().toString(), trend.significant()),
        line.calls(),
        rule != null,
        rule == null ? null : rule.owner(),
        rule == null ? null : rule.contact(),
        number(line.budget()),
        tenths(line.budgetUsedPercent()));
  }

  /**
   * Returns a whole day.
   *
   * @param kept empty if it is not stored: then it is unknown
   * @param findings what is remembered of the org's
   */
  public static WholeDay day(
      String org,
      LocalDate date,
      Optional<StoredDay> kept,
      OptionalLong allocation,
      KnownFindings findings) {
    Day totals = day(date, kept);
    StoredDay day = kept.orElse(null);
    return new WholeDay(
        org,
        totals.day(),
        totals.source(),
        totals.counted(),
        totals.uncounted(),
        totals.limitUsed(),
        totals.unexplained(),
        day == null
            ? List.of(Unexplained.Kind.DAY_UNKNOWN.sentence())
            : day.unexplained().reasons().stream().map(r -> r.kind().sentence()).toList(),
        day == null ? List.of("the day was not looked at") : day.source().reasons(),
        day == null ? List.of() : day.files().stream().map(UsageJson::file).toList(),
        day == null ? List.of() : day.parts().stream().map(p -> share(p, day)).toList(),
        day == null
            ? List.of()
            : day.findings().stream()
                .map(f -> finding(f, date, findings, allocation.orElse(0)))
                .toList());
  }

  /** Returns the same with its groups. */
  public static DayWithGroups withGroups(WholeDay day, Optional<UsageStore.DayGroups> groups) {
    return new DayWithGroups(
        day,
        groups.map(all -> all.groups().stream().map(UsageJson::group).toList()).orElse(null),
        groups.map(UsageStore.DayGroups::leftOut).orElse(null));
  }

  private static FileOf file(StoredDay.File file) {
    EventLogFile of = file.reading().file();
    return new FileOf(
        of.id(),
        of.eventType(),
        of.interval().name().toLowerCase(Locale.ROOT),
        of.sequence(),
        file.reading().rows(),
        file.newRows(),
        file.reading().problem().orElse(null));
  }

  private static Share share(StoredDay.Part part, StoredDay day) {
    DayUsage.Share share = part.share();
    return new Share(
        part.id(),
        part.name(),
        part.identifiedBy(),
        share.calls(),
        Math.round(1e6 * share.calls() / Math.max(1, day.counted())) / 1e6,
        share.hours(),
        share.families(),
        share.errors(),
        share.resources(),
        share.users(),
        share.addresses(),
        share.versions());
  }

  private static Group group(UsageStore.OwnGroup group) {
    Caller c = group.caller();
    return new Group(
        c.appId(),
        c.appName(),
        c.client(),
        c.user(),
        c.address(),
        group.family(),
        c.version(),
        group.calls(),
        group.integration());
  }

  private static FindingOf finding(
      StoredDay.Found found, LocalDate day, KnownFindings findings, long allocation) {
    Finding f = found.finding();
    String id = KnownFindings.id(found.id(), f.pattern(), f.resource());
    Seen seen = Seen.of(id, day, day, findings);
    return new FindingOf(
        id,
        f.pattern().word(),
        found.id(),
        f.resource(),
        f.from().truncatedTo(ChronoUnit.SECONDS).toString(),
        f.to().truncatedTo(ChronoUnit.SECONDS).toString(),
        f.calls(),
        f.needed(),
        f.saving(),
        f.confidence(),
        f.advice(allocation),
        f.evidence(),
        seen.first().toString(),
        seen.last().toString(),
        gone(seen));
  }

  public static List<Saving> savings(SavingsView view) {
    return view.rows().stream().map(UsageJson::saving).toList();
  }

  private static Saving saving(SavingsView.Row row) {
    Waste waste = row.waste();
    return new Saving(
        row.org().id().value(),
        row.org().tenant(),
        waste.integration(),
        row.name(),
        waste.pattern().word(),
        waste.resource(),
        row.seen().first().toString(),
        row.seen().last().toString(),
        gone(row.seen()),
        waste.perDay(),
        tenths(row.percent()),
        waste.newest().advice(row.allocation().orElse(0)));
  }

  static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  static @Nullable Double tenths(OptionalDouble value) {
    return value.isPresent() ? (Double) (Math.round(value.getAsDouble() * 10) / 10.0) : null;
  }
}

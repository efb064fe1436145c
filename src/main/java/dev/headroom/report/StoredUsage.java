package dev.headroom.report;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.fleet.FleetStore;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.Waste;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Views of the stored usage. */
public final class StoredUsage implements UsageViews {
  /** Usage changes hourly at most; an org's waste is read again after this time. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** Views of large orgs hold megabytes. */
  private static final int MAX_VIEWS = 4;

  private final OrgDirectory directory;
  private final Commits commits;
  private final FleetStore fleet;
  private final UsageStore usage;
  private final FindingStore findings;
  private final InstantSource clock;
  private final Map<Viewed, Wasted> wasted = new ConcurrentHashMap<>();

  /**
   * What a view is made of.
   *
   * @param version of the stored usage
   * @param findings as remembered
   * @param age grows every {@link #MAX_AGE}: names whose time is over do not change the version
   * @param hidden whether names of users are
   */
  private record ViewKey(
      OrgId org,
      LocalDate from,
      LocalDate to,
      OptionalLong allocation,
      List<IntegrationRule> rules,
      long version,
      FindingStore.Kept findings,
      long age,
      boolean hidden) {}

  private final Map<ViewKey, UsageView> views =
      Collections.synchronizedMap(
          new LinkedHashMap<>(MAX_VIEWS, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ViewKey, UsageView> eldest) {
              return size() > MAX_VIEWS;
            }
          });

  /** An org, with names of users or without. */
  private record Viewed(OrgId org, boolean hidden) {}

  private record Wasted(Org org, Instant at, SavingsView.OfOrg savings) {}

  /**
   * Views over these ports.
   *
   * @param clock the fleet's
   */
  public StoredUsage(
      OrgDirectory directory,
      Commits commits,
      FleetStore fleet,
      UsageStore usage,
      FindingStore findings,
      InstantSource clock) {
    this.directory = directory;
    this.commits = commits;
    this.fleet = fleet;
    this.usage = usage;
    this.findings = findings;
    this.clock = clock;
  }

  @Override
  public UsageView usage(TenantScope scope, Org org, LocalDate from, LocalDate to) {
    seen(scope, org);
    List<IntegrationRule> rules =
        fleet.settings().integrations().stream().filter(rule -> isOf(org, rule)).toList();
    ViewKey key =
        new ViewKey(
            org.id(),
            from,
            to,
            allocation(org),
            rules,
            usage.memory(org.id()).version(),
            findings.read(org.id()),
            Math.floorDiv(clock.instant().getEpochSecond(), MAX_AGE.toSeconds()),
            directory.hidesNames(scope));
    UsageView known = views.get(key);
    if (known == null) {
      known = view(key);
      views.put(key, known);
    }
    return known;
  }

  private UsageView view(ViewKey key) {
    LocalDate trend = key.to().minusDays(TREND_DAYS - 1);
    LocalDate first = trend.isBefore(key.from()) ? trend : key.from();
    return UsageView.of(
        key.org(),
        days(key.hidden(), key.org(), first, key.to()),
        first,
        new DayRange(key.from(), key.to()),
        key.allocation(),
        key.rules(),
        findings(key.hidden(), key.findings()));
  }

  private List<StoredDay> days(boolean hidden, OrgId org, LocalDate from, LocalDate to) {
    List<StoredDay> days = usage.days(org, from, to);
    return hidden ? days.stream().map(HiddenNames::in).toList() : days;
  }

  private static KnownFindings findings(boolean hidden, FindingStore.Kept kept) {
    return hidden ? HiddenNames.in(kept.findings()) : kept.findings();
  }

  @Override
  public LocalDate newest(TenantScope scope, Org org, Instant now) {
    seen(scope, org);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return usage.days(org.id(), today, today).isEmpty() ? today.minusDays(1) : today;
  }

  @Override
  public OptionalLong allocation(TenantScope scope, Org org) {
    seen(scope, org);
    return allocation(org);
  }

  @Override
  public KnownFindings findings(TenantScope scope, Org org) {
    seen(scope, org);
    return findings(directory.hidesNames(scope), findings.read(org.id()));
  }

  @Override
  public Optional<StoredDay> day(TenantScope scope, Org org, LocalDate day) {
    seen(scope, org);
    return days(directory.hidesNames(scope), org.id(), day, day).stream().findFirst();
  }

  @Override
  public Optional<UsageStore.DayGroups> groups(TenantScope scope, Org org, LocalDate day) {
    seen(scope, org);
    IntegrationRegistry registry = usage.registry(org.id());
    boolean hidden = directory.hidesNames(scope);
    return usage
        .groups(org.id(), day)
        .map(
            all ->
                new UsageStore.DayGroups(
                    all.day(),
                    all.groups().stream()
                        .map(
                            g ->
                                new UsageStore.OwnGroup(
                                    g.caller(),
                                    g.family(),
                                    g.calls(),
                                    registry.now(g.integration())))
                        .toList(),
                    all.leftOut()))
        .map(all -> hidden ? HiddenNames.in(all) : all);
  }

  @Override
  public SavingsView savings(TenantScope scope) {
    boolean hidden = directory.hidesNames(scope);
    return SavingsView.of(
        directory.all().stream().filter(scope::sees).map(org -> wasted(org, hidden)).toList());
  }

  private SavingsView.OfOrg wasted(Org org, boolean hidden) {
    Instant now = clock.instant();
    Viewed viewed = new Viewed(org.id(), hidden);
    Wasted known = wasted.get(viewed);
    if (known != null
        && known.org().equals(org)
        && known.at().plus(MAX_AGE).isAfter(now)
        && !known.at().isAfter(now)) {
      return known.savings();
    }
    SavingsView.OfOrg savings = read(org, hidden, LocalDate.ofInstant(now, ZoneOffset.UTC));
    wasted.put(viewed, new Wasted(org, now, savings));
    return savings;
  }

  private SavingsView.OfOrg read(Org org, boolean hidden, LocalDate today) {
    List<StoredDay> days =
        days(hidden, org.id(), today.minusDays(SavingsView.DAYS), today).stream()
            .filter(d -> d.source().answers())
            .toList();
    OptionalLong allocation = allocation(org);
    Map<String, String> names = new HashMap<>();
    days.forEach(day -> day.parts().forEach(part -> names.put(part.id(), part.name())));
    KnownFindings known = findings(hidden, findings.read(org.id()));
    return new SavingsView.OfOrg(
        !days.isEmpty(),
        Waste.of(days).stream()
            .map(
                w ->
                    new SavingsView.Row(
                        org,
                        names.getOrDefault(w.integration(), w.integration()),
                        w,
                        Seen.of(w, known),
                        allocation))
            .toList());
  }

  /** Returns the newest maximum of the daily API requests that was read. */
  private OptionalLong allocation(Org org) {
    Known known = commits.state(org.id()).known().get(LimitName.DAILY_API_REQUESTS);
    if (known == null) {
      return OptionalLong.empty();
    }
    Reading reading = known.reading();
    return reading.isNotProvisioned() || reading.isUncapped()
        ? OptionalLong.empty()
        : OptionalLong.of(reading.max());
  }

  private static boolean isOf(Org org, IntegrationRule rule) {
    List<String> orgs = rule.match().orgs();
    return orgs.isEmpty() || orgs.contains(org.id().value());
  }

  private static void seen(TenantScope scope, Org org) {
    if (!scope.sees(org)) {
      throw new IllegalArgumentException(org.id() + " is asked about from outside of its scope");
    }
  }
}

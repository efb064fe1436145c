package dev.headroom.cycle.ask;

import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.OverrideReader;
import dev.headroom.fleet.Overrides;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.PlainText;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders temporary changes of what limits are judged by, removes them and lists them. They apply
 * from the next poll on. Overrides of the manifest are changed by an apply.
 */
public final class OverrideCycle {
  /** The action that overrides. */
  public static final String OVERRIDE = "override";

  /** The action that removes an override. */
  public static final String REMOVE = "end-override";

  /** The action that lists overrides. */
  public static final String LIST = "overrides";

  /** The member that names an override. */
  public static final String ID = "id";

  private static final int MAX_DAYS = 366;
  private static final int MAX_STORED = 200;
  private static final int ID_CHARS = 8;

  private final Overrides overrides;
  private final OverrideReader reader;
  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param fleet knows the manifest's overrides, and stores the audit
   * @param clock the fleet's clock, by which overrides end
   */
  public OverrideCycle(
      Overrides overrides,
      OverrideReader reader,
      FleetStore fleet,
      OrgDirectory directory,
      InstantSource clock) {
    this.overrides = overrides;
    this.reader = reader;
    this.fleet = fleet;
    this.directory = directory;
    this.clock = clock;
  }

  /** Returns the orders. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.OVERRIDE, this::override),
        new TellOrder(TellForms.END_OVERRIDE, this::remove),
        new TellOrder(TellForms.OVERRIDES, (scope, members, actor) -> list(scope)));
  }

  /** Overrides what a limit of an org, or all of its limits, are judged by. */
  public OrderReport override(TenantScope scope, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    String org = members.getOrDefault(MuteCycle.ORG, "");
    Optional<Org> asked = AskedOrg.find(scope, directory, org);
    if (asked.isEmpty()) {
      violations.add(
          AskedOrg.unknown(org, org.isEmpty() ? "is missing" : "is not an org of the fleet"));
    }
    Instant until =
        AskedTime.read(
            AcknowledgeCycle.UNTIL,
            members.get(AcknowledgeCycle.UNTIL),
            now(),
            MAX_DAYS,
            violations);
    if (until == null || !violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    Map<String, String> written = new HashMap<>(members);
    written.put(AcknowledgeCycle.UNTIL, until.toString());
    written.computeIfPresent(MuteCycle.REASON, (name, text) -> PlainText.line(text.strip(), 2_000));
    written.computeIfPresent(TellOrder.BY, (name, text) -> PlainText.line(text.strip(), 600));
    return stored(reader.read(id(), written), actor);
  }

  /**
   * Stores an override in the form of the manifest.
   *
   * @param text JSON or YAML
   */
  public OrderReport override(TenantScope scope, String text, String actor) {
    return scope.seesFleet()
        ? stored(reader.read(id(), text), actor)
        : OrderReport.wrong(List.of(notYours()));
  }

  private OrderReport stored(OverrideReader.Read read, String actor) {
    PolicyOverride override = read.override();
    List<Violation> violations = new ArrayList<>(read.violations());
    if (override != null && !override.isActive(now())) {
      violations.add(
          new Violation(
              AcknowledgeCycle.UNTIL,
              override.until().toString(),
              "has passed",
              "Write a time that is to come: this would change nothing."));
    }
    if (overrides.all().size() >= MAX_STORED) {
      violations.add(
          new Violation(
              ID,
              null,
              "would be one of more than " + MAX_STORED + " overrides",
              "Remove some that have ended, or change the policies."));
    }
    if (override == null || !violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    audit(override.by(), actor, Change.Action.ADD, override.inWords());
    overrides.put(override);
    return OrderReport.of(OVERRIDE, form(override, true), override.inWords());
  }

  /** Removes the override named in {@code members}. */
  public OrderReport remove(TenantScope scope, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    String id = members.getOrDefault(ID, "").strip();
    String by = AskedName.read(members, violations);
    Optional<PolicyOverride> found =
        scope.seesFleet()
            ? overrides.all().stream().filter(one -> one.id().equals(id)).findFirst()
            : Optional.empty();
    if (found.isEmpty()) {
      violations.add(
          new Violation(
              ID,
              id.length() > ID_CHARS ? null : id,
              id.isEmpty() ? "is missing" : "is not the id of an override that can be removed",
              "Write an id of 'manage overrides'; those of the manifest are removed there."));
    }
    if (!violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    audit(by, actor, Change.Action.REMOVE, found.get().inWords());
    overrides.remove(id);
    return OrderReport.of("ended", form(found.get(), false), "removed: " + found.get().inWords());
  }

  /**
   * Returns all overrides in the order in which they are looked at, with those that have ended; of
   * a tenant those that are about it alone.
   */
  public OrderReport list(TenantScope scope) {
    Instant now = now();
    OwnRules own = new OwnRules(scope, directory);
    List<PolicyOverride> all =
        Stream.concat(
                overrides.all().stream(),
                fleet.settings().overrides().stream().filter(o -> o.id().endsWith("]")))
            .filter(one -> own.show(one.match().tenant(), one.match().orgs()))
            .toList();
    return OrderReport.of(
        LIST,
        all.stream().map(one -> form(one, one.isActive(now))).toList(),
        all.isEmpty()
            ? "nothing is overridden"
            : all.stream()
                .map(one -> one.inWords() + (one.isActive(now) ? "" : " (ended)"))
                .collect(Collectors.joining("\n")));
  }

  private static Violation notYours() {
    return new Violation(LIST, null, "are the operator's", "Ask who runs Headroom.");
  }

  /** The member of answers for an override. */
  static Map<String, @Nullable Object> form(PolicyOverride override, boolean active) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put(ID, override.id());
    form.put("match", form(override.match()));
    form.put("attention", form(override.attention()));
    form.put("escalation", form(override.escalation()));
    form.put("recoverBelow", override.recoverBelow());
    form.put("for", text(override.minimum()));
    form.put(
        "projection",
        override.horizons() == null
            ? null
            : pair(
                "attention", text(override.horizons().attention()),
                "escalation", text(override.horizons().escalation())));
    form.put("until", override.until().toString());
    form.put(MuteCycle.REASON, override.reason());
    form.put(TellOrder.BY, override.by());
    form.put("active", active);
    return form;
  }

  /** The member of answers for a match. */
  static Map<String, @Nullable Object> form(PolicyMatch match) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("limits", match.limits());
    form.put("orgs", match.orgs());
    form.put("tags", match.tags());
    form.put("tenant", match.tenant());
    return form;
  }

  private static @Nullable Map<String, @Nullable Object> form(@Nullable Threshold threshold) {
    if (threshold == null) {
      return null;
    }
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("percent", threshold.percent());
    form.put("used", threshold.used());
    form.put("remaining", threshold.remaining());
    return form;
  }

  private static Map<String, @Nullable Object> pair(
      String one, @Nullable Object first, String other, @Nullable Object second) {
    Map<String, @Nullable Object> pair = new LinkedHashMap<>();
    pair.put(one, first);
    pair.put(other, second);
    return pair;
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String id() {
    return UUID.randomUUID().toString().substring(0, ID_CHARS);
  }

  private void audit(String by, String actor, Change.Action action, String text) {
    fleet.audit(
        new AuditEntry(
            AskedName.actor(by, actor),
            InstantSource.system().instant(),
            null,
            List.of(new Change(action, OVERRIDE, text)),
            List.of(),
            List.of()));
  }
}

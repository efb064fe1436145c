package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episodes;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.MuteReader;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Mute;
import dev.headroom.notify.MuteWindow;
import dev.headroom.notify.Mutes;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.PlainText;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders mutes, removes them and lists them. A mute keeps alerts from being sent; they are judged
 * and shown all the same. Mutes of the manifest are changed by an apply.
 */
public final class MuteCycle {
  /** The action that mutes. */
  public static final String MUTE = "mute";

  /** The action that removes a mute. */
  public static final String UNMUTE = "unmute";

  /** The action that lists mutes. */
  public static final String LIST = "mutes";

  /** The member that names a mute. */
  public static final String ID = "id";

  /** The member that names an org. */
  public static final String ORG = "org";

  /** The member with a pattern of limits. */
  public static final String LIMIT = "limit";

  /** The member for the reason. */
  public static final String REASON = "reason";

  private static final int MAX_DAYS = 366;
  private static final int MAX_STORED = 500;
  private static final int ID_CHARS = 8;

  private final Mutes mutes;
  private final MuteReader reader;
  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final AskedAlert alerts;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param reader reads mutes in the form of the manifest
   * @param fleet knows the manifest's mutes, and stores the audit
   * @param clock the fleet's clock, by which mutes apply
   */
  public MuteCycle(
      Mutes mutes,
      MuteReader reader,
      FleetStore fleet,
      OrgDirectory directory,
      Episodes episodes,
      InstantSource clock) {
    this.mutes = mutes;
    this.reader = reader;
    this.fleet = fleet;
    this.directory = directory;
    this.alerts = new AskedAlert(episodes, directory);
    this.clock = clock;
  }

  /** Returns the orders. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.MUTE, this::mute),
        new TellOrder(TellForms.UNMUTE, this::unmute),
        new TellOrder(TellForms.MUTES, (scope, members, actor) -> list(scope)));
  }

  /** Mutes an alert, an org or a limit of it until a time. */
  public OrderReport mute(TenantScope scope, Map<String, String> members, String actor) {
    Instant now = now();
    List<Violation> violations = new ArrayList<>();
    String alert = members.getOrDefault(AskedAlert.MEMBER, "");
    String org = members.getOrDefault(ORG, "");
    AlertKey key = alert.isEmpty() ? null : alerts.find(scope, alert, violations);
    Optional<Org> asked = org.isEmpty() ? Optional.empty() : AskedOrg.find(scope, directory, org);
    if (!org.isEmpty() && asked.isEmpty()) {
      violations.add(AskedOrg.unknown(org, "is not an org of the fleet"));
    }
    if (alert.isEmpty() && org.isEmpty()) {
      violations.add(
          new Violation(
              AskedAlert.MEMBER, null, "is missing", "Give the key of an open alert, or org."));
    }
    Instant until =
        AskedTime.read(
            AcknowledgeCycle.UNTIL, members.get(AcknowledgeCycle.UNTIL), now, MAX_DAYS, violations);
    String reason = PlainText.line(members.getOrDefault(REASON, "").strip(), 2_000);
    if (reason.isEmpty() || reason.codePointCount(0, reason.length()) > Mute.MAX_REASON) {
      violations.add(
          new Violation(
              REASON,
              null,
              reason.isEmpty() ? "is missing" : "is longer than 200 characters",
              "Say why: others will read it."));
    }
    String by = AskedName.read(members, violations);
    if (until == null || !violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    String limit = members.getOrDefault(LIMIT, "");
    Mute.Match match =
        new Mute.Match(
            key == null ? null : key.hash(),
            asked.map(one -> List.of(one.id().value())).orElse(List.of()),
            null,
            Map.of(),
            limit.isEmpty() ? List.of() : List.of(limit));
    return store(new Mute(id(), match, now, until, reason, by, List.of()), actor);
  }

  /**
   * Stores a mute in the form of the manifest.
   *
   * @param text JSON or YAML
   */
  public OrderReport mute(TenantScope scope, String text, String actor) {
    if (!scope.seesFleet()) {
      return OrderReport.wrong(List.of(notYours()));
    }
    MuteReader.Read read = reader.read(id(), text);
    Mute mute = read.mute();
    List<Violation> violations = new ArrayList<>(read.violations());
    Instant until = mute == null ? null : mute.until();
    if (until != null && !until.isAfter(now())) {
      violations.add(
          new Violation(
              AcknowledgeCycle.UNTIL,
              until.toString(),
              "has passed",
              "Write a time that is to come: this would mute nothing."));
    }
    return mute == null || !violations.isEmpty()
        ? OrderReport.wrong(violations)
        : store(mute, actor);
  }

  private OrderReport store(Mute mute, String actor) {
    if (mutes.all().size() >= MAX_STORED) {
      return OrderReport.wrong(
          List.of(
              new Violation(
                  ID,
                  null,
                  "would be one of more than 500 mutes",
                  "Remove some that have ended.")));
    }
    audit(mute.by(), actor, Change.Action.ADD, mute.inWords());
    mutes.put(mute);
    return OrderReport.of(MUTE, form(mute, true), mute.inWords());
  }

  /** Removes the mute named in {@code members}; what it held back is sent by the next sweep. */
  public OrderReport unmute(TenantScope scope, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    String id = members.getOrDefault(ID, "").strip();
    String by = AskedName.read(members, violations);
    Optional<Mute> found =
        scope.seesFleet()
            ? mutes.all().stream().filter(mute -> mute.id().equals(id)).findFirst()
            : Optional.empty();
    if (found.isEmpty()) {
      violations.add(
          new Violation(
              ID,
              id.length() > ID_CHARS ? null : id,
              id.isEmpty() ? "is missing" : "is not the id of a mute that can be removed",
              "Write an id of 'manage mutes'; those of the manifest are removed there."));
    }
    if (!violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    audit(by, actor, Change.Action.REMOVE, found.get().inWords());
    if (!mutes.remove(id)) {
      return OrderReport.wrong(
          List.of(
              new Violation(
                  ID, id, "is no longer the id of a mute", "Another has removed it meanwhile.")));
    }
    return OrderReport.of("unmuted", form(found.get(), false), "removed: " + found.get().inWords());
  }

  /** Returns all mutes, those of the manifest first; of a tenant those that are about it alone. */
  public OrderReport list(TenantScope scope) {
    Instant now = now();
    OwnRules own = new OwnRules(scope, directory);
    List<Mute> all =
        Stream.concat(fleet.settings().telling().mutes().stream(), mutes.all().stream())
            .filter(mute -> mute.until() == null || mute.until().isAfter(now))
            .filter(mute -> isShown(mute, scope, own))
            .toList();
    return OrderReport.of(
        LIST,
        all.stream().map(mute -> form(mute, mute.isActive(now))).toList(),
        all.isEmpty()
            ? "nothing is muted"
            : all.stream()
                .map(mute -> mute.inWords() + (mute.isActive(now) ? " (now)" : ""))
                .collect(Collectors.joining("\n")));
  }

  private boolean isShown(Mute mute, TenantScope scope, OwnRules own) {
    Mute.Match match = mute.match();
    return own.show(match.tenant(), match.orgs())
        || (match.alert() != null && alerts.find(scope, match.alert(), new ArrayList<>()) != null);
  }

  private static Violation notYours() {
    return new Violation(LIST, null, "are the operator's", "Ask who runs Headroom.");
  }

  /** The member of answers for a mute. */
  static Map<String, @Nullable Object> form(Mute mute, boolean active) {
    Map<String, @Nullable Object> match = new LinkedHashMap<>();
    match.put("alert", mute.match().alert());
    match.put("orgs", mute.match().orgs());
    match.put("tenant", mute.match().tenant());
    match.put("tags", mute.match().tags());
    match.put("limits", mute.match().limits());
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put(ID, mute.id());
    form.put("match", match);
    form.put("from", text(mute.from()));
    form.put("until", text(mute.until()));
    form.put(REASON, mute.reason());
    form.put(TellOrder.BY, mute.by());
    form.put("windows", mute.windows().stream().map(MuteCycle::form).toList());
    form.put("active", active);
    return form;
  }

  private static Map<String, @Nullable Object> form(MuteWindow window) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("days", window.days().stream().sorted().map(MuteCycle::word).toList());
    form.put("from", window.from().toString());
    form.put("to", window.to().toString());
    form.put("timeZone", window.zone().getId());
    return form;
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
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
            List.of(new Change(action, MUTE, text)),
            List.of(),
            List.of()));
  }
}

package dev.headroom.access;

import dev.headroom.access.AuditMemory.Loudness;
import dev.headroom.access.AuditMemory.OpenAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an audit reports about its findings, and what the next audit has to know.
 *
 * <p>Findings of one kind that are new in one audit share one alert. Users who got access through a
 * profile, permission set or group that gave nobody access before share an alert of their own. An
 * alert ends when each of its findings is gone, accepted or no longer reported.
 *
 * <p>The first audit, and the first under another policy, is a baseline: it opens nothing. The same
 * holds for a part of the posture that is read for the first time, for the findings that depend on
 * it. A finding that could not be checked is not gone.
 */
public final class AlertPlan {
  /** Causes in one audit that get an alert of their own; the remaining users share one. */
  static final int MAX_CAUSES = 20;

  private static final Comparator<Told> ORDER =
      Comparator.comparing(told -> told.alert().subject());

  private final AuditMemory before;
  private final @Nullable Posture previous;
  private final Posture posture;
  private final AccessPolicy policy;
  private final boolean isBaseline;
  private final Map<String, Finding> found = new TreeMap<>();
  private final Map<String, Loudness> known = new TreeMap<>();
  private final Set<Part> read = EnumSet.allOf(Part.class);
  private final Set<String> frozenBefore;
  private final Map<String, Told> told = new TreeMap<>();

  private AlertPlan(
      AuditMemory before, @Nullable Posture previous, Posture posture, AccessPolicy policy) {
    this.before = before;
    this.previous = previous;
    this.posture = posture;
    this.policy = policy;
    this.isBaseline = before.at() == null || !before.rule().equals(policy.fingerprint());
    posture.findings().forEach(f -> found.put(f.id(), f));
    read.removeAll(posture.unread());
    this.frozenBefore = frozenBefore();
  }

  /**
   * The state of an alert after the audit.
   *
   * @param alert with the findings that still hold; none if it is over
   * @param loudness how loudly it is reported now; {@link Loudness#NOT} if it is over
   * @param findings those of its findings that this audit saw, by id
   * @param end why it is over; null while it is open
   */
  public record Told(
      OpenAlert alert, Loudness loudness, List<Finding> findings, @Nullable End end) {
    public Told {
      findings = List.copyOf(findings);
    }
  }

  /** Why an alert is over. */
  public enum End {
    /** The findings no longer exist. */
    GONE,
    /** The remaining findings have been accepted. */
    ACCEPTED,
    /** The manifest says not to report the remaining findings. */
    SILENCED
  }

  /**
   * The plan of an audit.
   *
   * @param alerts every alert that was open before or is open now, ordered by subject
   * @param next what the next audit has to know
   * @param isBaseline whether the audit had nothing to compare with
   */
  public record Plan(List<Told> alerts, AuditMemory next, boolean isBaseline) {
    public Plan {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * Plans what to report about {@code posture}.
   *
   * @param previous the posture that was judged before it; null if there is none
   */
  public static Plan of(
      AuditMemory before, @Nullable Posture previous, Posture posture, AccessPolicy policy) {
    return new AlertPlan(before, previous, posture, policy).plan();
  }

  private Plan plan() {
    before.alerts().forEach(this::goOn);
    List<Finding> fresh = new ArrayList<>();
    for (Finding finding : found.values()) {
      Loudness now = Loudness.of(policy.of(finding));
      Loudness then = before.known().getOrDefault(finding.id(), Loudness.NOT);
      boolean isHeld = known.containsKey(finding.id());
      if (!isHeld && now.compareTo(then) > 0 && isNews(finding)) {
        fresh.add(finding);
      }
      if (!isUncertain(finding)) {
        known.put(finding.id(), now);
      }
    }
    open(fresh);
    before.known().forEach(this::keepUnread);
    EnumSet<Part> seen = EnumSet.copyOf(read);
    if (!isBaseline) {
      seen.addAll(before.seen());
    }
    List<OpenAlert> alerts =
        told.values().stream().filter(t -> t.end() == null).map(Told::alert).toList();
    AuditMemory next =
        new AuditMemory(
            before.version(), posture.takenAt(), policy.fingerprint(), seen, known, alerts);
    return new Plan(told.values().stream().sorted(ORDER).toList(), next, isBaseline);
  }

  /** Continues or ends an alert that was open before. */
  private void goOn(OpenAlert alert) {
    List<String> holding = new ArrayList<>();
    List<Finding> seen = new ArrayList<>();
    Loudness loudness = Loudness.NOT;
    End end = End.GONE;
    for (String id : alert.findings()) {
      Finding finding = found.get(id);
      if (finding != null) {
        Loudness now = Loudness.of(policy.of(finding));
        seen.add(finding);
        known.put(id, now);
        if (now != Loudness.NOT) {
          holding.add(id);
          loudness = louder(loudness, now);
        } else {
          end = finding.accepted() != null ? End.ACCEPTED : End.SILENCED;
        }
      } else if (isUnseen(alert.kind())) {
        holding.add(id);
        loudness = louder(loudness, before.known().getOrDefault(id, Loudness.ATTENTION));
      }
    }
    OpenAlert now =
        new OpenAlert(alert.subject(), alert.kind(), alert.cause(), alert.told(), holding);
    told.put(
        alert.subject(),
        holding.isEmpty()
            ? new Told(now, Loudness.NOT, seen, end)
            : new Told(now, loudness, seen, null));
  }

  private static Loudness louder(Loudness a, Loudness b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Returns whether findings of the kind may exist although none was found. */
  private boolean isUnseen(FindingKind kind) {
    return kind.restsOn().stream().anyMatch(part -> !read.contains(part) && wasSeen(part));
  }

  private boolean wasSeen(Part part) {
    return before.seen().contains(part);
  }

  /** Returns whether an earlier audit under the same policy would have found it. */
  private boolean isNews(Finding finding) {
    return !isBaseline
        && !isUncertain(finding)
        && finding.kind().restsOn().stream()
            .allMatch(part -> !read.contains(part) || wasSeen(part));
  }

  /** Returns whether it may exist only because frozen users could not be recognized. */
  private boolean isUncertain(Finding finding) {
    return frozenBefore.contains(SalesforceId.key(finding.subject().id()));
  }

  /** Returns the users who were frozen before, if frozen users could not be read this time. */
  private Set<String> frozenBefore() {
    Set<String> frozen = new HashSet<>();
    if (previous != null && !read.contains(Part.FROZEN_USERS)) {
      previous.apiUsers().stream()
          .filter(u -> u.blockedBy().contains("frozen"))
          .forEach(u -> frozen.add(SalesforceId.key(u.user())));
    }
    return frozen;
  }

  /** Keeps what was known and could not be checked this time. */
  private void keepUnread(String id, Loudness loudness) {
    int colon = id.indexOf(':');
    if (colon > 0 && !known.containsKey(id)) {
      FindingKind.of(id.substring(0, colon))
          .filter(this::isUnseen)
          .ifPresent(kind -> known.put(id, loudness));
    }
  }

  private void open(List<Finding> fresh) {
    Map<String, @Nullable String> causes = causes(fresh);
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : fresh) {
      String cause = causes.get(finding.id());
      String key = finding.kind().word() + (cause == null ? "" : " " + cause);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
    for (List<Finding> group : groups.values()) {
      Finding first = group.getFirst();
      OpenAlert alert =
          new OpenAlert(
              first.id(),
              first.kind(),
              causes.get(first.id()),
              group.size(),
              group.stream().map(Finding::id).toList());
      Loudness loudness = Loudness.NOT;
      for (Finding finding : group) {
        loudness = louder(loudness, Loudness.of(policy.of(finding)));
      }
      Loudness all = loudness;
      told.merge(alert.subject(), new Told(alert, all, group, null), AlertPlan::joined);
    }
  }

  /** The finding that names an open alert was gone and has returned: it is the same alert. */
  private static Told joined(Told was, Told more) {
    List<String> ids = new ArrayList<>(was.alert().findings());
    ids.addAll(more.alert().findings());
    List<Finding> findings = new ArrayList<>(was.findings());
    findings.addAll(more.findings());
    OpenAlert both =
        new OpenAlert(
            was.alert().subject(),
            was.alert().kind(),
            was.alert().cause(),
            was.alert().told() + more.alert().told(),
            ids);
    return new Told(both, louder(was.loudness(), more.loudness()), findings, null);
  }

  /** Returns the new path that gave access to each user who is not allowed, by finding id. */
  private Map<String, @Nullable String> causes(List<Finding> fresh) {
    Map<String, @Nullable String> causes = new TreeMap<>();
    if (previous == null || previous.unread().contains(Part.API_USERS)) {
      return causes;
    }
    Set<String> held = new HashSet<>();
    previous.apiUsers().forEach(user -> held.addAll(paths(user)));
    Map<String, ApiUser> users = new TreeMap<>();
    posture.apiUsers().forEach(u -> users.put(SalesforceId.key(u.user()), u));
    Set<String> used = new HashSet<>();
    for (Finding finding : fresh) {
      ApiUser user = users.get(SalesforceId.key(finding.subject().id()));
      if (finding.kind() != FindingKind.API_USER_NOT_ALLOWED || user == null) {
        continue;
      }
      for (String path : paths(user)) {
        if (!held.contains(path) && (used.size() < MAX_CAUSES || used.contains(path))) {
          used.add(path);
          causes.put(finding.id(), path);
          break;
        }
      }
    }
    return causes;
  }

  private static List<String> paths(ApiUser user) {
    return user.via().stream()
        .filter(v -> v.state().counts())
        .sorted(Comparator.comparing((ApiUser.Via v) -> v.kind()).thenComparing(ApiUser.Via::name))
        .map(v -> v.kind().word() + ":" + v.name())
        .toList();
  }
}

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
 * What an audit tells of its findings, and what the next one has to know.
 *
 * <p>Findings of one kind that are new in one audit share one alert. Users whom a profile, a
 * permission set or a group gave access that gave none to anybody before share one of their own. An
 * alert is over when each of its findings is gone, accepted or no longer told.
 *
 * <p>The first audit, and the first by another rule, is a baseline: it opens nothing. So is a part
 * of the posture that is read for the first time, for the findings that rest on it. What could not
 * be read is not gone.
 */
public final class AlertPlan {
  /** Causes of one audit that have an alert of their own; further users share one. */
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
   * How an alert stands after the audit.
   *
   * @param alert with the findings that hold still; of one that is over, none
   * @param loudness how loudly it is told now; {@link Loudness#NOT} when it is over
   * @param findings those of its findings that this audit saw, by id
   * @param end why it is over; null while it is not
   */
  public record Told(
      OpenAlert alert, Loudness loudness, List<Finding> findings, @Nullable End end) {
    public Told {
      findings = List.copyOf(findings);
    }
  }

  /** Why an alert is over. */
  public enum End {
    /** What it told of is not so any more. */
    GONE,
    /** Somebody lives with what is left of it. */
    ACCEPTED,
    /** What is left of it is not to be told any more, by the manifest. */
    SILENCED
  }

  /**
   * The plan of an audit.
   *
   * @param alerts every alert that was open before or is now, in the order of their subjects
   * @param next what the next audit has to know
   * @param isBaseline whether the audit had nothing to be compared with
   */
  public record Plan(List<Told> alerts, AuditMemory next, boolean isBaseline) {
    public Plan {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * Plans what is told of {@code posture}.
   *
   * @param previous the posture that was judged before it; null when there is none
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

  /** An alert that was open before. */
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

  /** Whether a finding of the kind may be there although none was found. */
  private boolean isUnseen(FindingKind kind) {
    return kind.restsOn().stream().anyMatch(part -> !read.contains(part) && wasSeen(part));
  }

  private boolean wasSeen(Part part) {
    return before.seen().contains(part);
  }

  /** Whether an earlier audit by the same rule would have found it. */
  private boolean isNews(Finding finding) {
    return !isBaseline
        && !isUncertain(finding)
        && finding.kind().restsOn().stream()
            .allMatch(part -> !read.contains(part) || wasSeen(part));
  }

  /** Whether it may only be there because nobody is taken for frozen any more. */
  private boolean isUncertain(Finding finding) {
    return frozenBefore.contains(SalesforceId.key(finding.subject().id()));
  }

  /** Users who were frozen, where who is frozen now could not be read. */
  private Set<String> frozenBefore() {
    Set<String> frozen = new HashSet<>();
    if (previous != null && !read.contains(Part.FROZEN_USERS)) {
      previous.apiUsers().stream()
          .filter(u -> u.blockedBy().contains("frozen"))
          .forEach(u -> frozen.add(SalesforceId.key(u.user())));
    }
    return frozen;
  }

  /** What was known and could not be seen this time stays known. */
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

  /** The finding that names an open alert was gone and is back: it is the same alert. */
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

  /** Through what of its own each user came to be not allowed, by the finding's id. */
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

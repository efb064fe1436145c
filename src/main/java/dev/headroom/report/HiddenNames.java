package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.Finding;
import dev.headroom.access.LockOut;
import dev.headroom.access.Posture;
import dev.headroom.access.SubjectRef;
import dev.headroom.access.UserLabels;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Evidence;
import dev.headroom.usage.Caller;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the names of users in what is shown to a tenant that is not to see them, see {@link
 * dev.headroom.org.PersonalData}: an id and {@link #MARK} stand in their place. The same user has
 * the same label everywhere. Ids and addresses stay, and so does what the manifest says.
 */
public final class HiddenNames {
  /** Ends every label. */
  public static final String MARK = " (name hidden)";

  private static final String SOMEONE = "a user" + MARK;
  private static final String ANOTHER = "another integration" + MARK;
  private static final String ALLOWED_BY = "allowedBy";
  private static final String USER_RULE = "user:";
  private static final String NAME = "name";
  private static final String INTEGRATION = "integration";

  private HiddenNames() {}

  private static String label(String id) {
    return id.endsWith(MARK) ? id : id + MARK;
  }

  /** Returns whether {@code name} is a label. */
  public static boolean isHidden(String name) {
    return name.endsWith(MARK);
  }

  /** Returns a view of access without names. */
  static AccessView in(AccessView view) {
    Map<String, String> ids = new HashMap<>();
    view.posture().apiUsers().forEach(u -> ids.put(u.username(), u.user()));
    view.posture().findings().stream()
        .map(Finding::subject)
        .filter(SubjectRef::isUser)
        .forEach(s -> ids.putIfAbsent(s.name(), s.id()));
    UserLabels labels = labels(ids);
    return new AccessView(view.org(), withoutRules(labels.in(view.posture())), in(view.day()));
  }

  /** Returns a day of access without names. */
  static AccessDay in(AccessDay day) {
    return day.withDrift(labels(Map.of()).in(day.drift()));
  }

  /** Returns labels of users; one whose id is not among {@code ids} is just someone. */
  private static UserLabels labels(Map<String, String> ids) {
    return new UserLabels(
        HiddenNames::label, name -> ids.containsKey(name) ? label(ids.get(name)) : SOMEONE);
  }

  /** A rule may name its only user. */
  private static Posture withoutRules(Posture posture) {
    List<ApiUser> users = new ArrayList<>();
    for (ApiUser user : posture.apiUsers()) {
      String rule = user.allowedBy();
      users.add(user.with(user.username(), rule == null ? null : rule(rule)));
    }
    List<Finding> findings = new ArrayList<>();
    for (Finding f : posture.findings()) {
      findings.add(
          new Finding(f.kind(), f.severity(), f.subject(), rules(f.evidence()), f.accepted()));
    }
    return new Posture(
        posture.org(),
        posture.takenAt(),
        posture.partial(),
        posture.settings(),
        users,
        posture.apps(),
        posture.ipRanges(),
        findings);
  }

  private static String rule(String rule) {
    return rule.startsWith(USER_RULE) ? USER_RULE + MARK.strip() : rule;
  }

  private static Map<String, @Nullable Object> rules(Map<String, @Nullable Object> evidence) {
    if (!(evidence.get(ALLOWED_BY) instanceof String rule)) {
      return evidence;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(evidence);
    changed.put(ALLOWED_BY, rule(rule));
    return changed;
  }

  /** Returns a day of usage in which no integration is called by a user's name or an address. */
  public static StoredDay in(StoredDay day) {
    Map<String, String> names = new HashMap<>();
    List<StoredDay.Part> parts = new ArrayList<>();
    for (StoredDay.Part part : day.parts()) {
      String name = name(part.id(), part.name());
      names.putIfAbsent(part.name(), name);
      parts.add(part.named(name));
    }
    List<StoredDay.Found> found = new ArrayList<>();
    for (StoredDay.Found one : day.findings()) {
      found.add(new StoredDay.Found(one.id(), in(one.finding(), names)));
    }
    return day.with(parts, found);
  }

  private static String name(String integration, String name) {
    return StoredDay.isPersonal(integration) ? label(integration) : name;
  }

  /** Only this pattern names an integration, the other one, in its own words. */
  private static dev.headroom.usage.Finding in(
      dev.headroom.usage.Finding finding, Map<String, String> names) {
    int end = finding.evidence().indexOf(dev.headroom.usage.Finding.PULLS_THE_SAME);
    return finding.pattern() == Pattern.DUPLICATE_FEED && end >= 0
        ? finding.basedOn(
            names.getOrDefault(finding.evidence().substring(0, end), ANOTHER)
                + finding.evidence().substring(end))
        : finding;
  }

  /** Returns groups of calls whose callers have an id only. */
  static DayGroups in(DayGroups groups) {
    return new DayGroups(
        groups.day(), groups.groups().stream().map(HiddenNames::in).toList(), groups.leftOut());
  }

  private static OwnGroup in(OwnGroup group) {
    Caller c = group.caller();
    return new OwnGroup(
        new Caller(
            c.appId(),
            c.appName(),
            c.client(),
            c.user(),
            c.address(),
            c.version(),
            "",
            c.category()),
        group.family(),
        group.calls(),
        group.integration());
  }

  /** Returns findings of waste without names. */
  static KnownFindings in(KnownFindings findings) {
    return findings.called(HiddenNames::name);
  }

  /** Returns the story of an alert without names. */
  static AlertStory in(AlertStory story) {
    return new AlertStory(
        story.key(),
        story.episodes().stream()
            .map(
                e ->
                    new AlertStory.Episode(
                        e.view(),
                        e.held(),
                        e.steps().stream().map(HiddenNames::in).toList(),
                        e.whole()))
            .toList());
  }

  private static AlertStory.Step in(AlertStory.Step step) {
    return new AlertStory.Step(
        step.id(),
        step.transition().on(in(step.transition().evidence())),
        step.telling(),
        step.told(),
        step.why(),
        step.nobody());
  }

  /** Returns what an alert was judged on without names. */
  static Evidence in(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Use use ->
          use.naming(use.culprits().stream().map(HiddenNames::in).toList(), use.unexplained());
      case Evidence.Finding finding -> in(finding);
      default -> evidence;
    };
  }

  private static Culprit in(Culprit c) {
    return new Culprit(
        c.integration(),
        name(c.integration(), c.name()),
        c.calls(),
        c.share(),
        c.changePercent(),
        c.basis(),
        c.asOf(),
        c.decisive());
  }

  /** The names in the title are all among those of the facts. */
  private static Evidence.Finding in(Evidence.Finding finding) {
    Map<String, String> instead = new HashMap<>();
    collect(finding.facts(), instead);
    Map<String, Object> facts = new LinkedHashMap<>();
    finding.facts().forEach((member, value) -> facts.put(member, fact(member, value, instead)));
    return new Evidence.Finding(finding.slot(), replaced(finding.title(), instead), facts);
  }

  /** Finds what users and personal integrations are called in {@code value}, and their labels. */
  private static void collect(Object value, Map<String, String> instead) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, instead));
    } else if (value instanceof Map<?, ?> map) {
      String name = String.valueOf(map.get(NAME));
      if ("user".equals(map.get("type")) && map.get("id") instanceof String id) {
        instead.put(name, label(id));
      } else if (map.get(INTEGRATION) instanceof String id && StoredDay.isPersonal(id)) {
        instead.put(name, label(id));
      }
      map.values().forEach(one -> collect(one, instead));
    }
  }

  private static Object fact(@Nullable Object member, Object value, Map<String, String> instead) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> changed = new LinkedHashMap<>();
      map.forEach((name, one) -> changed.put(name, fact(name, one, instead)));
      return changed;
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(
              one ->
                  UserLabels.USERS.equals(member)
                      ? instead.getOrDefault(String.valueOf(one), SOMEONE)
                      : fact(null, one, instead))
          .toList();
    }
    if (value instanceof String text) {
      return ALLOWED_BY.equals(member)
          ? rule(text)
          : NAME.equals(member) ? instead.getOrDefault(text, text) : text;
    }
    return value;
  }

  /** Longer names first: one may be a part of another. */
  private static String replaced(String text, Map<String, String> instead) {
    String changed = text;
    for (String name :
        instead.keySet().stream()
            .filter(n -> !n.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList()) {
      changed = changed.replace(name, instead.getOrDefault(name, SOMEONE));
    }
    return changed;
  }

  /** Returns an answer about a lock-out without names. */
  public static LockOutReport in(LockOutReport report) {
    LockOut answer = report.answer();
    if (answer == null) {
      return report;
    }
    Map<String, String> instead = new HashMap<>();
    answer.lockedOut().forEach(hit -> instead.put(hit.user(), label(hit.userId())));
    answer.bypassed().forEach(hit -> instead.put(hit.user(), label(hit.userId())));
    return new LockOutReport(
        report.violations(),
        report.warnings(),
        new LockOut(
            answer.candidate(),
            answer.complete(),
            answer.logins(),
            hits(answer.lockedOut()),
            hits(answer.bypassed()),
            answer.unknown(),
            answer.rangesNeeded(),
            replaced(answer.summary(), instead)));
  }

  private static List<LockOut.Hit> hits(List<LockOut.Hit> hits) {
    return hits.stream()
        .map(
            h ->
                new LockOut.Hit(
                    label(h.userId()),
                    h.userId(),
                    h.integration(),
                    h.address(),
                    h.logins(),
                    h.requests(),
                    h.lastAt(),
                    h.via(),
                    h.reason()))
        .toList();
  }
}

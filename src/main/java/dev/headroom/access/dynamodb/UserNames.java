package dev.headroom.access.dynamodb;

import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.Change;
import dev.headroom.access.Finding;
import dev.headroom.access.Posture;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.SubjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Removes user names from a posture and restores them. A user's id stands for the name, or a number
 * if only the name is known: {@code #3}.
 */
final class UserNames {
  private static final String USERS = "users";
  private static final String UNKNOWN = "(name no longer kept)";

  /** By the first 15 characters of the user's id, or by number. */
  private final Map<String, String> byKey;

  private final Map<String, String> keys = new HashMap<>();

  private UserNames(Map<String, String> byKey) {
    this.byKey = byKey;
  }

  /** Returns the names in {@code posture} and in the changes of its day. */
  static UserNames in(Posture posture, AccessDay day) {
    UserNames names = new UserNames(new TreeMap<>());
    posture.apiUsers().forEach(u -> names.add(u.user(), u.username()));
    posture.findings().forEach(f -> names.add(f.subject()));
    day.drift().forEach(c -> names.add(c.subject()));
    for (Finding finding : posture.findings()) {
      if (finding.evidence().get(USERS) instanceof List<?> users) {
        users.forEach(user -> names.addNameOnly(String.valueOf(user)));
      }
    }
    return names;
  }

  /** Returns the names from {@link #byKey}. */
  static UserNames of(Map<String, String> byKey) {
    return new UserNames(byKey);
  }

  /** Returns whether it has the names of all users in {@code drift}. */
  boolean know(List<Change> drift) {
    return drift.stream()
        .map(Change::subject)
        .filter(UserNames::isUser)
        .allMatch(s -> byKey.containsKey(SalesforceId.key(s.id())));
  }

  private void add(SubjectRef subject) {
    if (isUser(subject)) {
      add(subject.id(), subject.name());
    }
  }

  private void add(String id, String name) {
    if (!name.equals(id)) {
      byKey.put(SalesforceId.key(id), name);
      keys.putIfAbsent(name, id);
    }
  }

  private void addNameOnly(String name) {
    if (!keys.containsKey(name)) {
      String key = "#" + keys.size();
      byKey.put(key, name);
      keys.put(name, key);
    }
  }

  private static boolean isUser(SubjectRef subject) {
    return subject.type().equals("user");
  }

  /** Returns the names by what stands for them. */
  Map<String, String> byKey() {
    return byKey;
  }

  Posture without(Posture posture) {
    return with(posture, (id) -> "", name -> keys.getOrDefault(name, UNKNOWN));
  }

  Posture with(Posture posture) {
    return with(posture, this::named, this::namedOnly);
  }

  List<Change> without(List<Change> drift) {
    return subjects(drift, id -> "");
  }

  List<Change> with(List<Change> drift) {
    return subjects(drift, this::named);
  }

  private String named(String id) {
    return byKey.getOrDefault(SalesforceId.key(id), id);
  }

  private String namedOnly(String stored) {
    return stored.startsWith("#") || stored.equals(UNKNOWN)
        ? byKey.getOrDefault(stored, UNKNOWN)
        : named(stored);
  }

  private static Posture with(
      Posture posture, UnaryOperator<String> byId, UnaryOperator<String> inEvidence) {
    List<ApiUser> users = new ArrayList<>();
    for (ApiUser u : posture.apiUsers()) {
      users.add(
          new ApiUser(
              u.user(),
              byId.apply(u.user()),
              u.profile(),
              u.effective(),
              u.blockedBy(),
              u.apiOnly(),
              u.via(),
              u.lastLogin(),
              u.allowed(),
              u.allowedBy(),
              u.finding()));
    }
    List<Finding> findings = new ArrayList<>();
    for (Finding f : posture.findings()) {
      findings.add(
          new Finding(
              f.kind(),
              f.severity(),
              subject(f.subject(), byId),
              evidence(f.evidence(), inEvidence),
              f.accepted()));
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

  private static Map<String, @Nullable Object> evidence(
      Map<String, @Nullable Object> evidence, UnaryOperator<String> name) {
    if (!(evidence.get(USERS) instanceof List<?> users)) {
      return evidence;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(evidence);
    changed.put(USERS, users.stream().map(String::valueOf).map(name).toList());
    return changed;
  }

  private static List<Change> subjects(List<Change> drift, UnaryOperator<String> byId) {
    return drift.stream()
        .map(c -> new Change(c.kind(), subject(c.subject(), byId), c.how(), c.before(), c.after()))
        .toList();
  }

  private static SubjectRef subject(SubjectRef subject, UnaryOperator<String> byId) {
    return isUser(subject)
        ? new SubjectRef(subject.type(), subject.id(), byId.apply(subject.id()))
        : subject;
  }
}

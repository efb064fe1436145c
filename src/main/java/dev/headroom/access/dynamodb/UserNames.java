package dev.headroom.access.dynamodb;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Change;
import dev.headroom.access.Finding;
import dev.headroom.access.Posture;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.SubjectRef;
import dev.headroom.access.UserLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Removes user names from a posture and restores them. A user's id stands for the name, or a number
 * if only the name is known: {@code #3}.
 */
final class UserNames {
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
      if (finding.evidence().get(UserLabels.USERS) instanceof List<?> users) {
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
        .filter(SubjectRef::isUser)
        .allMatch(s -> byKey.containsKey(SalesforceId.key(s.id())));
  }

  private void add(SubjectRef subject) {
    if (subject.isUser()) {
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

  /** Returns the names by what stands for them. */
  Map<String, String> byKey() {
    return byKey;
  }

  Posture without(Posture posture) {
    return new UserLabels(id -> "", name -> keys.getOrDefault(name, UNKNOWN)).in(posture);
  }

  Posture with(Posture posture) {
    return labels().in(posture);
  }

  List<Change> without(List<Change> drift) {
    return new UserLabels(id -> "", name -> UNKNOWN).in(drift);
  }

  List<Change> with(List<Change> drift) {
    return labels().in(drift);
  }

  private UserLabels labels() {
    return new UserLabels(this::named, this::namedOnly);
  }

  private String named(String id) {
    return byKey.getOrDefault(SalesforceId.key(id), id);
  }

  private String namedOnly(String stored) {
    return stored.startsWith("#") || stored.equals(UNKNOWN)
        ? byKey.getOrDefault(stored, UNKNOWN)
        : named(stored);
  }
}

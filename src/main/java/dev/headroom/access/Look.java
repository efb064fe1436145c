package dev.headroom.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at an org saw. A part that is in {@code gaps} is empty here, which means nothing.
 *
 * @param orgId Salesforce's id of the org, 18 characters
 * @param at the end of every window
 * @param frozen users who may not log in for now, by the first 15 characters of their id
 * @param logins by the number of days they go back; {@link Logins#WINDOW_DAYS} is among them
 * @param calls of the newest daily event log
 * @param profiles at least those of users who may use the API
 * @param people users by the first 15 characters of their id: at least those whose logins were read
 */
public record Look(
    String orgId,
    Instant at,
    List<Gap> gaps,
    List<Holder> holders,
    Set<String> frozen,
    List<SetGroup> groups,
    List<App> apps,
    List<Tokens> tokens,
    Map<Integer, Logins> logins,
    List<CallGroup> calls,
    OrgSettings settings,
    List<ProfileRanges> profiles,
    Map<String, Person> people) {
  public Look {
    gaps = List.copyOf(gaps);
    holders = List.copyOf(holders);
    frozen = Set.copyOf(frozen);
    groups = List.copyOf(groups);
    apps = List.copyOf(apps);
    tokens = List.copyOf(tokens);
    logins = Map.copyOf(logins);
    calls = List.copyOf(calls);
    profiles = List.copyOf(profiles);
    people = Map.copyOf(people);
  }

  /** Returns the parts that could not be read. */
  public Set<Part> unread() {
    return Gap.parts(gaps);
  }

  /** Returns the logins that findings consider; none if the history cannot be read. */
  List<Login> recent() {
    Logins window = logins.get(Logins.WINDOW_DAYS);
    return window == null ? List.of() : window.rows();
  }

  /** Returns the user with {@code id}, of 15 or 18 characters; empty if not read. */
  public Optional<Person> person(String id) {
    return Optional.ofNullable(people.get(SalesforceId.key(id)));
  }

  boolean isFrozen(String userId) {
    return frozen.contains(SalesforceId.key(userId));
  }

  String username(String id) {
    return person(id).map(Person::username).orElse(id);
  }

  /** Returns the ranges of profiles, by the first 15 characters of the profile's id. */
  Map<String, ProfileRanges> rangesByProfile() {
    Map<String, ProfileRanges> byId = new LinkedHashMap<>();
    profiles.forEach(p -> byId.put(SalesforceId.key(p.id()), p));
    return byId;
  }
}

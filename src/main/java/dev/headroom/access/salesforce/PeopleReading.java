package dev.headroom.access.salesforce;

import dev.headroom.access.Candidate;
import dev.headroom.access.Holder;
import dev.headroom.access.Person;
import dev.headroom.access.SalesforceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names and profiles of users. */
final class PeopleReading {
  private final OrgCalls calls;
  private final Map<String, Person> people = new HashMap<>();

  PeopleReading(OrgCalls calls, List<Holder> holders) {
    this.calls = calls;
    for (Holder h : holders) {
      put(new Person(h.id(), h.username(), h.profileId(), h.profile()));
    }
  }

  private void put(Person person) {
    people.put(SalesforceId.key(person.id()), person);
  }

  /**
   * Reads the users that are not known yet.
   *
   * @param ids users who must be known
   * @param candidates whose users must be known
   */
  void read(Set<String> ids, List<Candidate> candidates) throws UnreadException {
    TreeSet<String> lacking = new TreeSet<>();
    ids.stream()
        .map(SalesforceId::key)
        .filter(id -> !id.isEmpty() && !people.containsKey(id))
        .forEach(lacking::add);
    List<Candidate> users =
        candidates.stream()
            .filter(c -> c.kind() == Candidate.Kind.PROFILE || !isKnown(c.name()))
            .toList();
    String named =
        LoginReading.or(
            LoginReading.names(users, Candidate.Kind.PROFILE, "Profile.Name"),
            LoginReading.names(users, Candidate.Kind.USER, "Username"));
    while (!named.isEmpty() || !lacking.isEmpty()) {
      TreeSet<String> some = new TreeSet<>();
      while (!lacking.isEmpty() && some.size() < Soql.MAX_IDS) {
        some.add(lacking.removeFirst());
      }
      String listed = some.isEmpty() ? "" : "Id IN " + Soql.list(some);
      for (Row row :
          calls.query(
              "SELECT Id, Username, ProfileId, Profile.Name FROM User WHERE "
                  + LoginReading.or(named, listed))) {
        put(
            new Person(
                row.text("Id"),
                row.text("Username"),
                row.text("ProfileId"),
                row.text("Profile.Name")));
      }
      named = "";
    }
  }

  private boolean isKnown(String username) {
    return people.values().stream().anyMatch(p -> p.username().equalsIgnoreCase(username));
  }

  Map<String, Person> people() {
    return people;
  }
}

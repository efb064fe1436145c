package dev.headroom.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One day's calls, and whose they were.
 *
 * @param day UTC day
 * @param counted calls that count against the allocation
 * @param uncounted the others
 * @param integrations of counted calls, the largest first
 * @param groups the evidence: what the files distinguish, and the assigned integration
 * @param findings what is wasteful
 */
public record DayUsage(
    LocalDate day,
    long counted,
    long uncounted,
    List<Share> integrations,
    List<Group> groups,
    List<Finding> findings) {
  /**
   * The calls of one integration.
   *
   * @param integration position in the attribution
   * @param calls counted calls
   * @param hours of the 24 UTC hours; they add up to {@code calls}
   * @param families calls by API family
   * @param errors calls with a status of 400 or more
   * @param resources the most called, descending
   * @param users how many users; at least, if two were combined
   * @param addresses how many addresses, likewise
   * @param versions API versions
   */
  public record Share(
      int integration,
      long calls,
      List<Long> hours,
      Map<String, Long> families,
      long errors,
      List<ResourceCalls> resources,
      int users,
      int addresses,
      SortedSet<String> versions) {
    private static final int MAX_RESOURCES = 10;

    /**
     * Returns the sum of both, under the integration of this one: two that turned out to be one.
     */
    public Share plus(Share other) {
      List<Long> sums = new ArrayList<>();
      for (int hour = 0; hour < hours.size(); hour++) {
        sums.add(hours.get(hour) + other.hours.get(hour));
      }
      Map<String, Long> both = new TreeMap<>(families);
      other.families.forEach((family, n) -> both.merge(family, n, Long::sum));
      Map<String, Long> called = new TreeMap<>();
      resources.forEach(r -> called.merge(r.resource, r.calls, Long::sum));
      other.resources.forEach(r -> called.merge(r.resource, r.calls, Long::sum));
      SortedSet<String> all = new TreeSet<>(versions);
      all.addAll(other.versions);
      return new Share(
          integration,
          calls + other.calls,
          sums,
          both,
          errors + other.errors,
          called.entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(MAX_RESOURCES)
              .map(e -> new ResourceCalls(e.getKey(), e.getValue()))
              .toList(),
          Math.max(users, other.users),
          Math.max(addresses, other.addresses),
          all);
    }
  }

  /**
   * Calls of a resource.
   *
   * @param resource without ids
   * @param calls counted calls
   */
  public record ResourceCalls(String resource, long calls) {}

  /**
   * Calls that the files do not distinguish.
   *
   * @param caller app, client, user, address and version
   * @param family API family
   * @param calls counted calls
   * @param integration position in the attribution
   */
  public record Group(Caller caller, String family, long calls, int integration) {}
}

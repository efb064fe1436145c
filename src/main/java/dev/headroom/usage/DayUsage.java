package dev.headroom.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What one day's calls were, and whose.
 *
 * @param day UTC day
 * @param counted calls that count against the allocation
 * @param uncounted the others
 * @param integrations of counted calls, the largest first
 * @param groups the evidence: what the files tell apart, and to whom it was given
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
   * @param integration place in the attribution
   * @param calls counted calls
   * @param hours of the 24 UTC hours; they add up to {@code calls}
   * @param families calls by API family
   * @param errors calls with a status of 400 or more
   * @param resources the most called, descending
   * @param users how many users
   * @param addresses how many addresses
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
      SortedSet<String> versions) {}

  /**
   * Calls of a resource.
   *
   * @param resource without ids
   * @param calls counted calls
   */
  public record ResourceCalls(String resource, long calls) {}

  /**
   * Calls that the files do not tell apart.
   *
   * @param caller app, client, user, address and version
   * @param family API family
   * @param calls counted calls
   * @param integration place in the attribution
   */
  public record Group(Caller caller, String family, long calls, int integration) {}
}

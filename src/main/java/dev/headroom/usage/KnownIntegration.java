package dev.headroom.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An integration that nobody named, as remembered from run to run: enough to recognise it when its
 * calls come from another address, with another client or as another user.
 *
 * @param id stable, derived from its first call
 * @param name what a person would call it
 * @param identifiedBy how it was first distinguished
 * @param eldest the caller of its first call
 * @param first its first call
 * @param last its last call
 * @param calls counted calls so far
 * @param callers keys of the callers that belong to it, the newest last
 * @param traits what its callers have in common with callers not seen yet
 * @param endpoints by key of an endpoint, how much it is called
 * @param days counted calls of its last days, by day since 1970
 */
public record KnownIntegration(
    String id,
    String name,
    String identifiedBy,
    Caller eldest,
    Instant first,
    Instant last,
    long calls,
    List<Long> callers,
    Traits traits,
    Map<Long, Double> endpoints,
    SortedMap<Integer, Integer> days) {
  /** Callers beyond this number are forgotten, the oldest first. */
  public static final int MAX_CALLERS = 1_000;

  /** Texts of one kind beyond this number are forgotten. */
  public static final int MAX_TEXTS = 100;

  /** Endpoints beyond this number are forgotten, the least called first. */
  public static final int MAX_ENDPOINTS = 32;

  /** Days beyond this number are forgotten, the oldest first. */
  public static final int MAX_DAYS = 30;

  /**
   * Texts of its callers, each kind without repeats.
   *
   * @param users ids of users
   * @param addresses addresses
   * @param networks networks of addresses
   * @param clients names of clients, without versions
   * @param versions API versions
   * @param apps ids of connected apps
   * @param appNames names of connected apps
   */
  public record Traits(
      List<String> users,
      List<String> addresses,
      List<String> networks,
      List<String> clients,
      List<String> versions,
      List<String> apps,
      List<String> appNames) {
    public Traits {
      users = List.copyOf(users);
      addresses = List.copyOf(addresses);
      networks = List.copyOf(networks);
      clients = List.copyOf(clients);
      versions = List.copyOf(versions);
      apps = List.copyOf(apps);
      appNames = List.copyOf(appNames);
    }
  }

  /** Returns the same without one of its days; what it called on that day no longer counts. */
  KnownIntegration without(int day) {
    Integer there = days.get(day);
    if (there == null) {
      return this;
    }
    SortedMap<Integer, Integer> left = new TreeMap<>(days);
    left.remove(day);
    double share = (double) left.size() / days.size();
    Map<Long, Double> weights = new TreeMap<>();
    if (!left.isEmpty()) {
      endpoints.forEach((key, weight) -> weights.put(key, weight * share));
    }
    return new KnownIntegration(
        id,
        name,
        identifiedBy,
        eldest,
        first,
        last,
        Math.max(0, calls - there),
        callers,
        traits,
        weights,
        left);
  }

  public KnownIntegration {
    callers = List.copyOf(callers);
    endpoints = Map.copyOf(endpoints);
    days = new TreeMap<>(days);
  }
}

package dev.headroom.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one caller did, or several that are treated as one program: which endpoints it calls, on
 * which days, as whom and from where.
 */
final class Habit {
  private final List<Integer> callers = new ArrayList<>(1);
  private Set<String> users;
  private Set<String> addresses;
  private Set<String> networks;
  private Set<String> clients;
  private Set<String> versions;
  private Set<String> apps;
  private Set<String> appNames;
  private @Nullable IntCounts today;

  /**
   * For each endpoint the square roots of its calls per day: one wild day does not hide the rest.
   */
  private final IntCounts endpoints = new IntCounts();

  private final NavigableMap<Integer, Integer> days = new TreeMap<>();
  private Caller eldest;
  private long first;
  private long last;
  private int calls;

  /** What it is known as from earlier runs, the one with the most calls first. */
  private final List<KnownIntegration> known = new ArrayList<>(0);

  Habit(int number, Caller caller, long at) {
    callers.add(number);
    eldest = caller;
    users = Set.of(caller.user());
    addresses = Set.of(caller.address());
    networks = Set.of(caller.network());
    clients = Set.of(ClientName.folded(caller.client()));
    versions = Set.of(caller.version());
    apps = caller.appId().isEmpty() ? Set.of() : Set.of(caller.appId());
    appNames = caller.appName().isEmpty() ? Set.of() : Set.of(caller.appName());
    first = at;
    last = at;
  }

  /**
   * Creates a habit from what is known about an integration from earlier runs.
   *
   * @param weights by number of an endpoint
   */
  Habit(KnownIntegration from, Map<Integer, Double> weights) {
    known.add(from);
    eldest = from.eldest();
    KnownIntegration.Traits traits = from.traits();
    users = new HashSet<>(traits.users());
    addresses = new HashSet<>(traits.addresses());
    networks = new HashSet<>(traits.networks());
    clients = new HashSet<>(traits.clients());
    versions = new HashSet<>(traits.versions());
    apps = new HashSet<>(traits.apps());
    appNames = new HashSet<>(traits.appNames());
    weights.forEach(endpoints::add);
    days.putAll(from.days());
    first = from.first().toEpochMilli();
    last = from.last().toEpochMilli();
    calls = (int) Math.min(Integer.MAX_VALUE, from.calls());
  }

  void call(int endpoint, long at) {
    calls++;
    last = at;
    IntCounts counts = today;
    if (counts == null) {
      counts = new IntCounts();
      today = counts;
    }
    counts.add(endpoint, 1);
  }

  void endOfDay(int day) {
    IntCounts counts = today;
    if (counts == null) {
      return;
    }
    days.merge(day, (int) counts.total(), Integer::sum);
    counts.forEach((endpoint, n) -> endpoints.add(endpoint, Math.sqrt(n)));
    today = null;
  }

  /** Most habits are of one caller: their sets are small until they are joined. */
  private static Set<String> both(Set<String> a, Set<String> b) {
    if (a.containsAll(b)) {
      return a;
    }
    Set<String> both = a instanceof HashSet<String> ? a : new HashSet<>(a);
    both.addAll(b);
    return both;
  }

  /** Merges another one into this. */
  void join(Habit other) {
    callers.addAll(other.callers);
    known.addAll(other.known);
    known.sort(Comparator.comparingLong(KnownIntegration::calls).reversed());
    users = both(users, other.users);
    addresses = both(addresses, other.addresses);
    networks = both(networks, other.networks);
    clients = both(clients, other.clients);
    versions = both(versions, other.versions);
    apps = both(apps, other.apps);
    appNames = both(appNames, other.appNames);
    endpoints.addAll(other.endpoints);
    other.days.forEach((day, n) -> days.merge(day, n, Integer::sum));
    if (other.first < first) {
      eldest = other.eldest;
    }
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    calls = (int) Math.min(Integer.MAX_VALUE, (long) calls + other.calls);
  }

  /**
   * Returns how alike two habits are, 0 to 1: the Bhattacharyya coefficient of their endpoints,
   * corrected for what it must lack when calls are few (Cressie and Read: the loss of two samples
   * of one distribution of k parts is near (k - 1)/8 (1/n + 1/m)).
   */
  double likeness(Habit other) {
    IntCounts small = endpoints.size() <= other.endpoints.size() ? endpoints : other.endpoints;
    IntCounts large = small == endpoints ? other.endpoints : endpoints;
    double norm = Math.sqrt(small.total() * large.total());
    if (norm == 0) {
      return 0;
    }
    double[] sum = new double[2];
    small.forEach(
        (endpoint, n) -> {
          double there = large.get(endpoint);
          sum[0] += Math.sqrt(n * there);
          sum[1] += there > 0 ? 1 : 0;
        });
    double parts = small.size() + large.size() - sum[1];
    double loss = (parts - 1) / 8 * (1.0 / calls + 1.0 / other.calls);
    return Math.min(1, sum[0] / norm + Math.min(0.3, loss));
  }

  /** Returns the share of its calls that are to endpoints in {@code known}. */
  double within(Set<Integer> known) {
    double[] in = new double[1];
    endpoints.forEach((endpoint, n) -> in[0] += known.contains(endpoint) ? n : 0);
    return in[0] / endpoints.total();
  }

  Set<Integer> endpoints() {
    Set<Integer> all = new HashSet<>();
    endpoints.forEach((endpoint, n) -> all.add(endpoint));
    return all;
  }

  /** Returns whether some day has calls of both. */
  boolean overlaps(Habit other) {
    return days.keySet().stream().anyMatch(other.days::containsKey);
  }

  /** Returns how many days have calls of both. */
  long common(Habit other) {
    return days.keySet().stream().filter(other.days::containsKey).count();
  }

  /** Returns the average calls of a day with calls. */
  double perDay() {
    return (double) calls / Math.max(1, days.size());
  }

  /** Returns what it is known as from earlier runs, the one with the most calls first. */
  List<KnownIntegration> known() {
    return known;
  }

  void eachEndpoint(IntCounts.Visitor visitor) {
    endpoints.forEach(visitor);
  }

  List<Integer> callers() {
    return callers;
  }

  Set<String> users() {
    return users;
  }

  Set<String> addresses() {
    return addresses;
  }

  Set<String> networks() {
    return networks;
  }

  Set<String> clients() {
    return clients;
  }

  Set<String> versions() {
    return versions;
  }

  Set<String> apps() {
    return apps;
  }

  Set<String> appNames() {
    return appNames;
  }

  NavigableMap<Integer, Integer> days() {
    return days;
  }

  Caller eldest() {
    return eldest;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  int calls() {
    return calls;
  }
}

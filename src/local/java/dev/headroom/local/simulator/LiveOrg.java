package dev.headroom.local.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An org while the simulator runs: its story, plus what calls and switches have added.
 *
 * <p>One lock per org; nothing waits while holding it.
 */
final class LiveOrg {

  private static final int TOKENS_KEPT = 2000;

  /** As long as event log files are kept, since they report every minute. */
  private static final long MINUTES_KEPT = 32 * 24 * 60;

  /** What calls and switches added to one limit. */
  private static final class Additions {
    final TreeMap<Long, Long> byMinute = new TreeMap<>();
    @Nullable Long held;
    @Nullable Long max;

    void add(long minute, long count) {
      byMinute.merge(minute, count, Long::sum);
      while (byMinute.firstKey() < minute - MINUTES_KEPT) {
        Map.Entry<Long, Long> old = byMinute.pollFirstEntry();
        // A flow no longer counts it; a stock must not lose anything.
        byMinute.merge(minute - MINUTES_KEPT, old.getValue(), Long::sum);
      }
    }

    long between(long after, long until) {
      long total = 0;
      for (long count : byMinute.subMap(after, false, until, true).values()) {
        total += count;
      }
      return total;
    }
  }

  /** An entry as shown. */
  record Figure(String name, long max, long remaining, List<Figure> children) {}

  /**
   * Whether a call was admitted, and the header of its reply.
   *
   * @param limitInfo the value of {@code Sforce-Limit-Info}
   */
  record Admission(boolean admitted, String limitInfo) {}

  /**
   * What the simulator has counted for an org since the start.
   *
   * @param restRequests every REST request with a token of this org, including those that met a
   *     fault
   * @param restCalls those that met no fault
   */
  record Counters(
      long tokenPosts,
      long tokensGiven,
      long restRequests,
      long restCalls,
      long limitsCalls,
      long refusedCalls) {}

  private final SimulatedOrg org;
  private String organizationId;
  private final InstantSource fleetClock;
  private final Map<String, SimulatedLimit> limits = new HashMap<>();
  private final Map<String, Additions> additions = new HashMap<>();
  private final Map<FaultSwitch.At, FaultSwitch> faults = new EnumMap<>(FaultSwitch.At.class);
  private final LinkedHashMap<String, Boolean> tokens = new LinkedHashMap<>();

  /** Calls of whoever is logged in, which is Headroom. */
  private final TreeMap<Long, Long> ownCalls = new TreeMap<>();

  private long tokenPosts;
  private long tokensGiven;
  private long restRequests;
  private long restCalls;
  private long limitsCalls;
  private long refusedCalls;
  private @Nullable Instant lastRequest;
  private volatile boolean beforeToday;
  private Set<String> withdrawn = Set.of();

  LiveOrg(SimulatedOrg org, InstantSource fleetClock) {
    this.org = org;
    this.organizationId = org.organizationId();
    this.fleetClock = fleetClock;
    for (SimulatedLimit limit : org.limits()) {
      limits.put(limit.name(), limit);
      for (SimulatedLimit child : limit.children()) {
        limits.put(limit.name() + "." + child.name(), child);
      }
    }
  }

  /**
   * Takes these permissions from the monitoring user, by the names of the API; replaces the last.
   */
  synchronized void takePermissions(Set<String> names) {
    withdrawn = Set.copyOf(names);
  }

  /** Returns whether the monitoring user has lost a permission by {@link #takePermissions}. */
  synchronized boolean hasLost(String permission) {
    return withdrawn.contains(permission);
  }

  /** Returns who may use the API now. */
  AccessRows access() {
    return new AccessRows(this, minute(), beforeToday);
  }

  /** Sets whether what its access story changes today has not happened yet. */
  void beforeToday(boolean before) {
    beforeToday = before;
  }

  SimulatedOrg org() {
    return org;
  }

  /** Returns the 18-character organization id: the story's until a refresh. */
  synchronized String organizationId() {
    return organizationId;
  }

  /** Turns it into another org at the same address; all tokens become invalid. */
  synchronized void refresh(String newId) {
    organizationId = newId;
    tokens.clear();
    additions.clear();
    ownCalls.clear();
  }

  Outages.Outage outage() {
    return org.outages().at(minute());
  }

  /** Counts a call if the trailing 24 hours have room for it. */
  synchronized Admission admit() {
    long minute = minute();
    restCalls++;
    long max = max(SimulatedOrg.API_REQUESTS);
    boolean admitted = total(SimulatedOrg.API_REQUESTS, minute) < org.edition().hardCap(max);
    if (admitted) {
      additions(SimulatedOrg.API_REQUESTS).add(minute, 1);
      ownCalls.merge(minute, 1L, Long::sum);
      ownCalls.headMap(minute - MINUTES_KEPT).clear();
      watcherQuota().ifPresent(name -> additions(name).add(minute, 1));
    } else {
      refusedCalls++;
    }
    return new Admission(admitted, limitInfo(minute));
  }

  /** Returns every entry as {@code /limits} shows it now. */
  synchronized List<Figure> limits() {
    limitsCalls++;
    return figures(minute());
  }

  /**
   * Returns every entry as {@code /limits} showed it at {@code minute}; does not count as a call.
   */
  synchronized List<Figure> figures(long minute) {
    List<Figure> figures = new ArrayList<>();
    for (SimulatedLimit limit : org.limits()) {
      List<Figure> children = new ArrayList<>();
      for (SimulatedLimit child : limit.children()) {
        children.add(figure(limit.name() + "." + child.name(), child, List.of(), minute));
      }
      figures.add(figure(limit.name(), limit, children, minute));
    }
    return figures;
  }

  /**
   * Returns the counted calls of that minute by program, with Headroom's own last. Calls added by a
   * switch belong to the first program.
   */
  int[] loggedCalls(long minute) {
    int[] calls = org.callers().calls(minute);
    int[] all = Arrays.copyOf(calls, calls.length + 1);
    synchronized (this) {
      long own = ownCalls.getOrDefault(minute, 0L);
      long added = additions(SimulatedOrg.API_REQUESTS).byMinute.getOrDefault(minute, 0L);
      all[0] += Math.toIntExact(Math.max(0, added - own));
      all[calls.length] = Math.toIntExact(own);
    }
    return all;
  }

  /** Returns the counted calls from minute {@code from} until before {@code until}. */
  long loggedCalls(long from, long until) {
    long calls = org.callers().between(from - 1, until - 1);
    synchronized (this) {
      return calls + additions(SimulatedOrg.API_REQUESTS).between(from - 1, until - 1);
    }
  }

  /** Returns the current minute of the fleet's clock. */
  long now() {
    return minute();
  }

  /** Returns what is used now, as far as the reply can show it. */
  synchronized long used(String limit) {
    return Math.min(total(limit, minute()), ceiling(limit));
  }

  synchronized long max(String limit) {
    Long set = additions(limit).max;
    return set != null ? set : limit(limit).max();
  }

  /** Sets the Max of a limit; null restores the story's. */
  synchronized void setMax(String limit, @Nullable Long max) {
    limit(limit);
    additions(limit).max = max;
  }

  /** Keeps used at that figure, whatever the story does, until {@link #release}. */
  synchronized void hold(String limit, long used) {
    limit(limit);
    additions(limit).held = used;
  }

  /** Adds to what is used now; it leaves the window as the story's own arrivals do. */
  synchronized void add(String limit, long count) {
    limit(limit);
    additions(limit).add(minute(), count);
  }

  /** Returns a limit to its story. */
  synchronized void release(String limit) {
    limit(limit);
    Long max = additions(limit).max;
    additions.remove(limit);
    setMax(limit, max);
    if (limit.equals(SimulatedOrg.API_REQUESTS)) {
      ownCalls.clear();
    }
  }

  synchronized void put(FaultSwitch fault) {
    faults.put(fault.at(), fault);
  }

  synchronized void clearFaults() {
    faults.clear();
  }

  synchronized List<FaultSwitch> faults() {
    return List.copyOf(faults.values());
  }

  /**
   * Returns the fault that affects this request, and counts it as one of the fault's times.
   *
   * @param request its path and query
   */
  synchronized Optional<FaultSwitch> takeFault(FaultSwitch.At at, String request) {
    FaultSwitch fault = faults.get(at);
    if (fault == null
        || !request.contains(fault.match())
        || (fault.kind().changesOneEntry() && !request.contains("/limits"))) {
      return Optional.empty();
    }
    if (fault.times() == 1) {
      faults.remove(at);
    } else if (fault.times() > 1) {
      faults.put(at, fault.timesLeft(fault.times() - 1));
    }
    return Optional.of(fault);
  }

  synchronized void countRestRequest() {
    restRequests++;
  }

  synchronized void countTokenPost() {
    tokenPosts++;
  }

  /** Makes {@code token} valid for this org. */
  synchronized void give(String token) {
    tokensGiven++;
    tokens.put(token, true);
    if (tokens.size() > TOKENS_KEPT) {
      tokens.pollFirstEntry();
    }
  }

  synchronized boolean knows(String token) {
    return tokens.containsKey(token);
  }

  synchronized boolean revoke(String token) {
    return tokens.remove(token) != null;
  }

  synchronized void seenAt(Instant realTime) {
    lastRequest = realTime;
  }

  synchronized Optional<Instant> lastRequest() {
    return Optional.ofNullable(lastRequest);
  }

  synchronized Counters counters() {
    return new Counters(
        tokenPosts, tokensGiven, restRequests, restCalls, limitsCalls, refusedCalls);
  }

  private Figure figure(String key, SimulatedLimit limit, List<Figure> children, long minute) {
    long max = max(key);
    long used = Math.min(total(key, minute), ceiling(key));
    long remaining =
        limit.overrun() == SimulatedLimit.Overrun.NEGATIVE ? max - used : Math.max(0, max - used);
    return new Figure(limit.name(), max, remaining, children);
  }

  private String limitInfo(long minute) {
    StringBuilder info =
        new StringBuilder("api-usage=")
            .append(Math.min(total(SimulatedOrg.API_REQUESTS, minute), apiCap()))
            .append('/')
            .append(max(SimulatedOrg.API_REQUESTS));
    watcherQuota()
        .ifPresent(
            name ->
                info.append(
                    "; per-app-api-usage=%d/%d(appName=%s)"
                        .formatted(total(name, minute), max(name), SimulatedOrg.WATCHER_APP)));
    return info.toString();
  }

  private Optional<String> watcherQuota() {
    String name = SimulatedOrg.API_REQUESTS + "." + SimulatedOrg.WATCHER_APP;
    return limits.containsKey(name) && max(name) > 0 ? Optional.of(name) : Optional.empty();
  }

  private long apiCap() {
    return org.edition().hardCap(max(SimulatedOrg.API_REQUESTS));
  }

  /** Returns the most that can be shown as used. */
  private long ceiling(String limit) {
    if (limit.equals(SimulatedOrg.API_REQUESTS)) {
      return apiCap();
    }
    return limit(limit).overrun() == SimulatedLimit.Overrun.IMPOSSIBLE
        ? max(limit)
        : Long.MAX_VALUE;
  }

  private long total(String name, long minute) {
    Additions added = additions(name);
    if (added.held != null) {
      return added.held;
    }
    Usage usage = limit(name).usage();
    return Math.max(0, usage.at(minute) + added.between(usage.windowStart(minute), minute));
  }

  private Additions additions(String limit) {
    return additions.computeIfAbsent(limit, any -> new Additions());
  }

  private SimulatedLimit limit(String name) {
    SimulatedLimit limit = limits.get(name);
    if (limit == null) {
      throw new IllegalArgumentException(org.id() + " has no limit " + name);
    }
    return limit;
  }

  private long minute() {
    return Math.floorDiv(fleetClock.instant().getEpochSecond(), 60);
  }
}

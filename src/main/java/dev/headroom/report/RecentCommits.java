package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.OrgState;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits of other processes, read again after some seconds: a page asks for the same several
 * times, and every read costs.
 */
public final class RecentCommits implements Commits {
  /** Polls commit every five minutes; a page refreshes itself every five seconds. */
  static final Duration RECENT = Duration.ofSeconds(10);

  /** A fleet's worth of states would be megabytes; those on pages are few. */
  private static final int MAX_STATES = 500;

  private final Commits stored;
  private final AlertStates states;
  private final InstantSource clock;
  private final Map<OrgId, Read<OrgState>> byOrg = new ConcurrentHashMap<>();
  private volatile @Nullable Read<List<AlertRecord>> open;
  private volatile @Nullable Read<List<AlertRecord>> all;

  private record Read<T>(T value, Instant at) {
    boolean isRecent(Instant now) {
      return !at.isAfter(now) && at.plus(RECENT).isAfter(now);
    }
  }

  /** Reads these stores. */
  public RecentCommits(AlertStates states, Episodes episodes, InstantSource clock) {
    this.states = states;
    this.stored = new StoredCommits(states, episodes);
    this.clock = clock;
  }

  /** At half the cost of a consistent read. */
  @Override
  public OrgState state(OrgId org) {
    Instant now = clock.instant();
    Read<OrgState> known = byOrg.get(org);
    if (known != null && known.isRecent(now)) {
      return known.value();
    }
    OrgState read =
        states.readAll(List.of(org)).stream().findFirst().orElseGet(() -> stored.state(org));
    if (byOrg.size() >= MAX_STATES) {
      byOrg.values().removeIf(old -> !old.isRecent(now));
    }
    if (byOrg.size() < MAX_STATES) {
      byOrg.put(org, new Read<>(read, now));
    }
    return read;
  }

  @Override
  public Map<OrgId, OrgState> states(Collection<OrgId> orgs) {
    return stored.states(orgs);
  }

  @Override
  public List<AlertRecord> openAlerts() {
    Read<List<AlertRecord>> read = recent(open, stored::openAlerts);
    open = read;
    return read.value();
  }

  @Override
  public List<AlertRecord> alerts() {
    Read<List<AlertRecord>> read = recent(all, stored::alerts);
    all = read;
    return read.value();
  }

  /**
   * An alert in the index of open ones is held: to read the state of its org would cost more than
   * the index. What an org left open when it left the fleet is not shown unless it came back.
   */
  @Override
  public boolean holds(AlertRecord alert) {
    return true;
  }

  @Override
  public List<AlertRecord> alerts(AlertKey key, int most) {
    return stored.alerts(key, most);
  }

  private <T> Read<T> recent(@Nullable Read<T> known, Supplier<T> read) {
    Instant now = clock.instant();
    return known != null && known.isRecent(now) ? known : new Read<>(read.get(), now);
  }
}

package dev.headroom.local.state;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.OrgState;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.org.OrgId;
import dev.headroom.report.Commits;
import dev.headroom.report.StoredCommits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The latest commits, by org and by episode. Filled from the store at first use and as an observer
 * at every commit: a cache of what any other process would read.
 */
@ApplicationScoped
public class FleetMemory implements Commits, SlotObserver {
  /** Episodes kept; if there are more, the oldest resolved ones are dropped here. */
  static final int MAX_EPISODES = 2 * StoredCommits.MAX_EPISODES;

  private final Commits stored;
  private final Map<OrgId, OrgState> byOrg = new ConcurrentHashMap<>();
  private final Map<EpisodeId, AlertRecord> byEpisode = new ConcurrentHashMap<>();
  private volatile boolean episodesLoaded;

  /** A problem and the slot that opened it: an org's slots only move forward. */
  private record EpisodeId(AlertKey key, Instant openedAt) {}

  /** Caches these stores. */
  public FleetMemory(AlertStates states, Episodes episodes) {
    this.stored = new StoredCommits(states, episodes);
  }

  @Override
  public OrgState state(OrgId org) {
    OrgState known = byOrg.get(org);
    return known == null ? remember(stored.state(org)) : known;
  }

  @Override
  public Map<OrgId, OrgState> states(Collection<OrgId> orgs) {
    List<OrgId> unknown = orgs.stream().filter(org -> !byOrg.containsKey(org)).toList();
    if (!unknown.isEmpty()) {
      stored.states(unknown).values().forEach(this::remember);
    }
    return orgs.stream().collect(Collectors.toMap(Function.identity(), this::state));
  }

  @Override
  public List<AlertRecord> openAlerts() {
    loadEpisodes();
    return byEpisode.values().stream().filter(r -> r.episode().isOpen()).toList();
  }

  @Override
  public List<AlertRecord> alerts() {
    loadEpisodes();
    return byEpisode.values().stream().sorted(StoredCommits.NEWEST_FIRST).toList();
  }

  /** Read from the store: those kept here may lack older ones of this key. */
  @Override
  public List<AlertRecord> alerts(AlertKey key, int most) {
    return stored.alerts(key, most);
  }

  /** Records a state that was read; one older than the known one changes nothing. */
  OrgState remember(OrgState read) {
    return byOrg.merge(read.org(), read, (a, b) -> b.version() > a.version() ? b : a);
  }

  @Override
  public void committed(Committed committed) {
    OrgState next = committed.state();
    // Version 1 is a new beginning: the org was removed with its state and came back.
    byOrg.merge(next.org(), next, (a, b) -> b.version() > a.version() || b.version() == 1 ? b : a);
    committed.transitions().forEach(t -> remember(new AlertRecord(t.key(), t.episode())));
    if (byEpisode.size() > MAX_EPISODES) {
      forgetOldest();
    }
  }

  private void remember(AlertRecord alert) {
    byEpisode.merge(
        new EpisodeId(alert.key(), alert.episode().openedAt()),
        alert,
        (a, b) -> b.episode().updatedAt().isBefore(a.episode().updatedAt()) ? a : b);
  }

  private synchronized void forgetOldest() {
    byEpisode.values().stream()
        .filter(r -> !r.episode().isOpen())
        .sorted(StoredCommits.NEWEST_FIRST)
        .skip(MAX_EPISODES / 2)
        .toList()
        .forEach(r -> byEpisode.remove(new EpisodeId(r.key(), r.episode().openedAt())));
  }

  private void loadEpisodes() {
    if (episodesLoaded) {
      return;
    }
    synchronized (this) {
      if (!episodesLoaded) {
        stored.alerts().forEach(this::remember);
        episodesLoaded = true;
      }
    }
  }
}

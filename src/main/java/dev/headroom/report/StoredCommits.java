package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.OrgState;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads commits from the store each time. */
public final class StoredCommits implements Commits {
  /** The most episodes that are read, in addition to open ones. */
  public static final int MAX_EPISODES = 2_500;

  /** The order in which episodes are listed. */
  public static final Comparator<AlertRecord> NEWEST_FIRST =
      Comparator.comparing((AlertRecord r) -> r.episode().openedAt()).reversed();

  private final AlertStates states;
  private final Episodes episodes;

  /** Uses these stores. */
  public StoredCommits(AlertStates states, Episodes episodes) {
    this.states = states;
    this.episodes = episodes;
  }

  private record EpisodeId(AlertKey key, Instant openedAt) {}

  @Override
  public OrgState state(OrgId org) {
    return states.read(org);
  }

  /** A state that is left out because it is damaged is read alone, which says what is wrong. */
  @Override
  public Map<OrgId, OrgState> states(Collection<OrgId> orgs) {
    Map<OrgId, OrgState> read = new HashMap<>();
    states.readAll(List.copyOf(orgs)).forEach(state -> read.put(state.org(), state));
    orgs.forEach(org -> read.computeIfAbsent(org, states::read));
    return read;
  }

  @Override
  public List<AlertRecord> openAlerts() {
    return episodes.open();
  }

  @Override
  public List<AlertRecord> alerts(AlertKey key, int most) {
    return episodes.of(key, most);
  }

  /** An episode in both lists changed in between: the later one counts. */
  @Override
  public List<AlertRecord> alerts() {
    Map<EpisodeId, AlertRecord> all = new LinkedHashMap<>();
    Stream.concat(episodes.open().stream(), episodes.newest(MAX_EPISODES).stream())
        .forEach(
            record -> all.put(new EpisodeId(record.key(), record.episode().openedAt()), record));
    return all.values().stream().sorted(NEWEST_FIRST).toList();
  }
}

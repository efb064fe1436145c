package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** States, alerts and an outbox that end with their test. */
public final class InMemoryAlertStates implements AlertStates, Episodes, FleetIndex {
  private final Map<OrgId, OrgState> states = new HashMap<>();
  private final Map<Identity, AlertRecord> alerts = new LinkedHashMap<>();
  private final Map<OrgId, Glance> index = new HashMap<>();
  private final Map<AlertKey, String> lastTold = new HashMap<>();
  private final List<Told> outbox = new ArrayList<>();

  private record Identity(AlertKey key, Instant openedAt) {}

  /**
   * An outbox entry.
   *
   * @param id as messages write it
   * @param previous id of the entry before it of the same key; null when it is the first
   */
  public record Told(String id, Transition transition, @Nullable String previous) {}

  @Override
  public synchronized OrgState read(OrgId org) {
    return states.getOrDefault(org, OrgState.neverRead(org));
  }

  @Override
  public synchronized CommitResult commit(OrgState next, List<Transition> transitions) {
    if (transitions.size() > MAX_TRANSITIONS) {
      throw new IllegalArgumentException(transitions.size() + " transitions in one commit");
    }
    if (read(next.org()).version() != next.version() - 1) {
      return CommitResult.CONFLICT;
    }
    states.put(next.org(), next);
    Glance glance = next.shown().indexed();
    if (glance != null && glance.version() == next.version()) {
      index.put(next.org(), glance);
    }
    for (int i = 0; i < transitions.size(); i++) {
      Transition transition = transitions.get(i);
      AlertKey key = transition.key();
      String id = next.org() + ":" + next.version() + ":" + i;
      outbox.add(new Told(id, transition, lastTold.put(key, id)));
      alerts.put(
          new Identity(key, transition.episode().openedAt()),
          new AlertRecord(key, transition.episode()));
    }
    return CommitResult.COMMITTED;
  }

  /** The outbox entries of {@code org} in the order of their commits. */
  public synchronized List<Told> outbox(OrgId org) {
    return outbox.stream().filter(told -> told.transition().key().org().equals(org)).toList();
  }

  @Override
  public synchronized List<Glance> glances(Collection<OrgId> orgs) {
    return index.values().stream().filter(glance -> orgs.contains(glance.org())).toList();
  }

  @Override
  public synchronized List<AlertRecord> open() {
    return newest(Integer.MAX_VALUE).stream().filter(a -> a.episode().isOpen()).toList();
  }

  @Override
  public synchronized List<AlertRecord> newest(int most) {
    return alerts.values().stream()
        .sorted(Comparator.comparing((AlertRecord a) -> a.episode().openedAt()).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Optional<AlertRecord> newest(AlertKey key) {
    return newest(Integer.MAX_VALUE).stream().filter(a -> a.key().equals(key)).findFirst();
  }

  @Override
  public synchronized List<AlertRecord> of(AlertKey key, int most) {
    return newest(Integer.MAX_VALUE).stream().filter(a -> a.key().equals(key)).limit(most).toList();
  }

  @Override
  public synchronized Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
    return Optional.ofNullable(alerts.get(new Identity(key, openedAt)));
  }
}

package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.OutboxId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mutes that end with their test. */
final class InMemoryMutes implements Mutes {
  private final Map<String, Mute> mutes = new TreeMap<>();
  private final Map<AlertKey, OutboxId> withheld = new HashMap<>();

  @Override
  public List<Mute> all() {
    return List.copyOf(mutes.values());
  }

  @Override
  public void put(Mute mute) {
    mutes.put(mute.id(), mute);
  }

  @Override
  public boolean remove(String id) {
    return mutes.remove(id) != null;
  }

  @Override
  public void withhold(AlertKey key, OutboxId id) {
    withheld.put(key, id);
  }

  @Override
  public List<Withheld> withheld(int most) {
    return withheld.entrySet().stream().map(e -> new Withheld(e.getKey(), e.getValue())).toList();
  }

  @Override
  public void release(Withheld one) {
    withheld.remove(one.key(), one.newest());
  }
}

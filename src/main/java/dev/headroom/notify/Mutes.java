package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import java.util.List;

/**
 * Stores the mutes that operators order while Headroom runs, and which alerts wait for the end of a
 * mute. Those of the manifest are in {@link NotifyRules}.
 */
public interface Mutes {
  /** An alert of which a transition was not sent because of a mute. */
  record Withheld(AlertKey key, OutboxId newest) {}

  /** Returns the stored mutes, read consistently, in the order of their ids. */
  List<Mute> all();

  /** Stores a mute; one with the same id is replaced. */
  void put(Mute mute);

  /** Removes a mute; returns whether there was one with that id. */
  boolean remove(String id);

  /** Remembers that {@code id}, an entry of {@code key}, was not sent to everyone. */
  void withhold(AlertKey key, OutboxId id);

  /** Returns alerts that wait for the end of a mute, in any order. */
  List<Withheld> withheld(int most);

  /** Forgets {@code withheld}, unless another entry of its alert was withheld since. */
  void release(Withheld withheld);
}

package dev.headroom.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers for things identified by their texts, from 0 up, in the order of appearance. */
final class TextTable<T> {
  /** Recently requested numbers, by a quick hash: most rows are like ones just before. */
  private static final int RECENT = 256;

  private final List<@Nullable T> values = new ArrayList<>();
  private final List<char @Nullable []> keys = new ArrayList<>();
  private final int[] recent = new int[RECENT];
  private int[] slots = new int[1024];
  private int used;

  /** Returns the number of {@code key}; a new one is created if it is not known yet. */
  int idOf(TextKey key, Supplier<T> make) {
    int place = key.glance() & (RECENT - 1);
    int id = recent[place] - 1;
    char[] text = id < 0 ? null : keys.get(id);
    if (text == null || !key.same(text)) {
      id = find(key, make);
      recent[place] = id + 1;
    }
    return id;
  }

  private int find(TextKey key, Supplier<T> make) {
    int at = slot(key);
    if (slots[at] > 0) {
      return slots[at] - 1;
    }
    values.add(make.get());
    keys.add(key.copy());
    slots[at] = values.size();
    if (++used * 2 > slots.length) {
      rebuild(slots.length * 2);
    }
    return values.size() - 1;
  }

  /** Returns whether {@code key} has a number. */
  boolean knows(TextKey key) {
    return slots[slot(key)] > 0;
  }

  T get(int id) {
    T value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("number " + id + " was given up");
    }
    return value;
  }

  /** Returns how many numbers were ever assigned. */
  int size() {
    return values.size();
  }

  /** Returns how many have not been given up. */
  int live() {
    return used;
  }

  /** Gives up a number: its texts are forgotten. {@link #rebuild} must follow. */
  void forget(int id) {
    values.set(id, null);
    keys.set(id, null);
    used--;
  }

  void rebuild() {
    rebuild(slots.length);
  }

  private void rebuild(int size) {
    slots = new int[size];
    TextKey key = new TextKey();
    for (int id = 0; id < keys.size(); id++) {
      char[] text = keys.get(id);
      if (text != null) {
        slots[slot(key.clear().add(text, 0, text.length))] = id + 1;
      }
    }
  }

  private int slot(TextKey key) {
    int mask = slots.length - 1;
    int at = (int) key.hash() & mask;
    while (slots[at] > 0) {
      char[] text = keys.get(slots[at] - 1);
      if (text != null && key.same(text)) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }
}

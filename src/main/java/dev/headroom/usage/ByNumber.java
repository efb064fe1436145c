package dev.headroom.usage;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values by a number from 0 up, without boxing. */
final class ByNumber<T> {
  private long[] keys = new long[8];
  private @Nullable Object[] values = new Object[8];
  private int size;

  /** Returns the value of {@code key}; null if there is none. */
  @SuppressWarnings("unchecked") // only T are put in
  @Nullable T get(long key) {
    return (T) values[slot(key)];
  }

  /** Returns the value of {@code key}, which is created if there is none. */
  T get(long key, Supplier<T> make) {
    T there = get(key);
    if (there != null) {
      return there;
    }
    if (size * 2 >= keys.length) {
      grow();
    }
    T made = make.get();
    int at = slot(key);
    keys[at] = key;
    values[at] = made;
    size++;
    return made;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only T are put in
  void forEach(Consumer<T> to) {
    for (Object value : values) {
      if (value != null) {
        to.accept((T) value);
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (values[at] != null && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] old = values;
    keys = new long[oldKeys.length * 2];
    values = new Object[old.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = old[i];
      }
    }
  }
}

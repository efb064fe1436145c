package dev.headroom.limits;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map by limit, ordered by name: two arrays. An org has about a hundred limits, and
 * a poll makes a dozen maps of them, so a map of a map shares its names, a copy of one is itself,
 * and two are compared side by side.
 *
 * @param <V> never null
 */
@SuppressWarnings("JdkObsolete") // a NavigableMap has a dozen more views, and nobody needs one
public final class LimitMap<V> extends AbstractMap<LimitName, V>
    implements SortedMap<LimitName, V> {
  private static final LimitMap<?> EMPTY = new LimitMap<>(new LimitName[0], new Object[0]);

  private final LimitName[] names;
  private final Object[] values;

  private LimitMap(LimitName[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Receives what two maps have of a limit that at least one of them has. */
  @FunctionalInterface
  public interface Pair<A, B> {
    /** Takes both values; null for the one that is not there. */
    void accept(LimitName limit, @Nullable A a, @Nullable B b);
  }

  /** Collects a map. Names may come in any order; in ascending order they come cheapest. */
  public static final class Builder<V> {
    private LimitName[] names;
    private Object[] values;
    private int size;
    private boolean isAscending = true;

    private Builder(int expected) {
      names = new LimitName[expected];
      values = new Object[expected];
    }

    /** Adds a limit. */
    public Builder<V> put(LimitName limit, V value) {
      if (size == names.length) {
        int length = 8 + 2 * size;
        names = Arrays.copyOf(names, length);
        values = Arrays.copyOf(values, length);
      }
      isAscending &= size == 0 || names[size - 1].compareTo(limit) < 0;
      names[size] = limit;
      values[size++] = value;
      return this;
    }

    /** Returns how many were added. */
    public int size() {
      return size;
    }

    /**
     * Returns the map.
     *
     * @throws IllegalArgumentException if a limit was added twice
     */
    public LimitMap<V> build() {
      if (size == 0) {
        return of();
      }
      Optional<LimitName> twice = isAscending ? Optional.empty() : twice();
      if (twice.isPresent()) {
        throw new IllegalArgumentException(twice.get() + " was added twice");
      }
      return size == names.length
          ? new LimitMap<>(names, values)
          : new LimitMap<>(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    /** Returns a limit that was added twice; empty if there is none. */
    public Optional<LimitName> twice() {
      if (!isAscending) {
        sort();
      }
      for (int i = 1; i < size; i++) {
        if (names[i].equals(names[i - 1])) {
          return Optional.of(names[i]);
        }
      }
      return Optional.empty();
    }

    private void sort() {
      List<Entry<LimitName, Object>> entries = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        entries.add(Map.entry(names[i], values[i]));
      }
      entries.sort(Entry.comparingByKey());
      for (int i = 0; i < size; i++) {
        names[i] = entries.get(i).getKey();
        values[i] = entries.get(i).getValue();
      }
    }
  }

  /** Returns a map without limits. */
  @SuppressWarnings("unchecked") // it has no value of any type
  public static <V> LimitMap<V> of() {
    return (LimitMap<V>) EMPTY;
  }

  /**
   * Begins a map.
   *
   * @param expected how many limits it will have, or about as many
   */
  public static <V> Builder<V> builder(int expected) {
    return new Builder<>(expected);
  }

  /** Returns {@code map} itself if it is one of these, and a copy otherwise. */
  public static <V> LimitMap<V> copyOf(Map<LimitName, V> map) {
    if (map instanceof LimitMap<V> same) {
      return same;
    }
    Builder<V> builder = builder(map.size());
    map.forEach(builder::put);
    return builder.build();
  }

  /** Passes on what {@code a} and {@code b} have of each limit, by name ascending. */
  @SuppressWarnings("ReferenceEquality") // two maps that share their names need no comparison
  public static <A, B> void forBoth(LimitMap<A> a, LimitMap<B> b, Pair<A, B> pair) {
    if (a.names == b.names) {
      for (int i = 0; i < a.names.length; i++) {
        pair.accept(a.names[i], a.value(i), b.value(i));
      }
      return;
    }
    int i = 0;
    int j = 0;
    while (i < a.names.length || j < b.names.length) {
      int order =
          i == a.names.length ? 1 : j == b.names.length ? -1 : a.names[i].compareTo(b.names[j]);
      pair.accept(
          order <= 0 ? a.names[i] : b.names[j],
          order <= 0 ? a.value(i) : null,
          order >= 0 ? b.value(j) : null);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  /** Returns a map of the same limits. */
  public <W> LimitMap<W> map(BiFunction<LimitName, V, W> function) {
    Object[] mapped = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      mapped[i] = function.apply(names[i], value(i));
    }
    return new LimitMap<>(names, mapped);
  }

  /** Whether {@code other} is a map of the same limits. */
  @SuppressWarnings("ReferenceEquality") // a map of a map shares its names
  public boolean hasLimitsOf(LimitMap<?> other) {
    return names == other.names || Arrays.equals(names, other.names);
  }

  @SuppressWarnings("unchecked") // only values of this type were put in
  private V value(int i) {
    return (V) values[i];
  }

  private int indexOf(@Nullable Object key) {
    return key instanceof LimitName name ? Arrays.binarySearch(names, name) : -1;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int i = indexOf(key);
    return i < 0 ? null : value(i);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(key) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super LimitName, ? super V> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], value(i));
    }
  }

  @Override
  public Set<LimitName> keySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public boolean contains(@Nullable Object o) {
        return containsKey(o);
      }

      @Override
      public Iterator<LimitName> iterator() {
        return Collections.unmodifiableList(Arrays.asList(names)).iterator();
      }
    };
  }

  @Override
  public Set<Entry<LimitName, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Entry<LimitName, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Entry<LimitName, V> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            int i = next++;
            return Map.entry(names[i], value(i));
          }
        };
      }
    };
  }

  /** Null: by name, as {@link LimitName} itself is ordered. */
  @Override
  public @Nullable Comparator<? super LimitName> comparator() {
    return null;
  }

  @Override
  public LimitMap<V> subMap(LimitName from, LimitName to) {
    return range(from(from), from(to));
  }

  @Override
  public LimitMap<V> headMap(LimitName to) {
    return range(0, from(to));
  }

  @Override
  public LimitMap<V> tailMap(LimitName from) {
    return range(from(from), names.length);
  }

  private LimitMap<V> range(int from, int to) {
    return new LimitMap<>(
        Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
  }

  /** Returns where {@code name} is, or else the first name after it. */
  private int from(LimitName name) {
    int i = Arrays.binarySearch(names, name);
    return i < 0 ? -i - 1 : i;
  }

  @Override
  public LimitName firstKey() {
    return nameAt(0);
  }

  @Override
  public LimitName lastKey() {
    return nameAt(names.length - 1);
  }

  private LimitName nameAt(int i) {
    if (names.length == 0) {
      throw new NoSuchElementException();
    }
    return names[i];
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof LimitMap<?> other
        ? hasLimitsOf(other) && Arrays.equals(values, other.values)
        : super.equals(o);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}

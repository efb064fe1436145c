package dev.headroom.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A map by limit is what a {@link TreeMap} is, whatever order it was filled in. */
class LimitMapTest {
  private static final LimitName A = new LimitName("A");
  private static final LimitName B = new LimitName("B");
  private static final LimitName C = new LimitName("C");

  private static LimitName name(Random random) {
    return new LimitName("L" + random.nextInt(40));
  }

  private static SortedMap<LimitName, Integer> filled(Random random) {
    SortedMap<LimitName, Integer> map = new TreeMap<>();
    int size = random.nextInt(30);
    for (int i = 0; i < size; i++) {
      map.put(name(random), random.nextInt(3));
    }
    return map;
  }

  private static LimitMap<Integer> shuffled(Map<LimitName, Integer> map, Random random) {
    List<LimitName> names = new ArrayList<>(map.keySet());
    Collections.shuffle(names, random);
    LimitMap.Builder<Integer> builder = LimitMap.builder(random.nextInt(3));
    names.forEach(limit -> builder.put(limit, Objects.requireNonNull(map.get(limit))));
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void itIsLikeATreeMap(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      SortedMap<LimitName, Integer> expected = filled(random);
      LimitMap<Integer> map = shuffled(expected, random);
      String what = "seed " + seed + ", map " + i;

      assertThat(map).as(what).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(expected).as(what).isEqualTo(map);
      assertThat(map.keySet()).as(what).containsExactlyElementsOf(expected.keySet());
      assertThat(map.values()).as(what).containsExactlyElementsOf(expected.values());
      List<String> passed = new ArrayList<>();
      map.forEach((limit, value) -> passed.add(limit + "=" + value));
      assertThat(passed)
          .as(what)
          .containsExactlyElementsOf(
              expected.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
      LimitName one = name(random);
      LimitName other = name(random);
      LimitName from = one.compareTo(other) < 0 ? one : other;
      LimitName to = one.compareTo(other) < 0 ? other : one;
      assertThat(map.get(one)).as(what).isEqualTo(expected.get(one));
      assertThat(map.containsKey(one)).as(what).isEqualTo(expected.containsKey(one));
      assertThat(map.keySet().contains(one)).as(what).isEqualTo(expected.containsKey(one));
      assertThat(map.headMap(to)).as(what).isEqualTo(expected.headMap(to));
      assertThat(map.tailMap(from)).as(what).isEqualTo(expected.tailMap(from));
      assertThat(map.subMap(from, to)).as(what).isEqualTo(expected.subMap(from, to));
      if (!expected.isEmpty()) {
        assertThat(map.firstKey()).as(what).isEqualTo(expected.firstKey());
        assertThat(map.lastKey()).as(what).isEqualTo(expected.lastKey());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void twoMapsAreReadSideBySide(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      SortedMap<LimitName, Integer> one = filled(random);
      SortedMap<LimitName, Integer> other = random.nextBoolean() ? one : filled(random);
      SortedMap<LimitName, Integer> all = new TreeMap<>(one);
      all.putAll(other);
      List<String> expected = new ArrayList<>();
      all.keySet().forEach(n -> expected.add(n + " " + one.get(n) + " " + other.get(n)));
      LimitMap<Integer> a = LimitMap.copyOf(one);
      LimitMap<Integer> b =
          random.nextBoolean() ? LimitMap.copyOf(other) : LimitMap.copyOf(other).map((n, v) -> v);

      List<String> seen = new ArrayList<>();
      LimitMap.forBoth(a, b, (limit, x, y) -> seen.add(limit + " " + x + " " + y));

      assertThat(seen).as("seed " + seed + ", maps " + i).isEqualTo(expected);
      assertThat(a.equals(b)).isEqualTo(one.equals(other));
      assertThat(a.hasLimitsOf(b)).isEqualTo(one.keySet().equals(other.keySet()));
    }
  }

  @Test
  void aMapOfAMapHasItsLimits() {
    LimitMap<Integer> map = LimitMap.copyOf(new TreeMap<>(Map.of(A, 1, B, 2)));
    LimitMap<String> mapped = map.map((limit, value) -> limit + ":" + value);
    assertThat(mapped).isEqualTo(Map.of(A, "A:1", B, "B:2"));
    assertThat(mapped.hasLimitsOf(map)).isTrue();
    assertThat(map.hasLimitsOf(LimitMap.of())).isFalse();
    List<String> pairs = new ArrayList<>();
    LimitMap.forBoth(map, mapped, (limit, x, y) -> pairs.add(x + y));
    assertThat(pairs).containsExactly("1A:1", "2B:2");
  }

  @Test
  void aCopyOfOneIsItself() {
    LimitMap<Integer> map = LimitMap.copyOf(new TreeMap<>(Map.of(A, 1)));
    assertThat(LimitMap.copyOf(map)).isSameAs(map);
    assertThat(LimitMap.copyOf(new TreeMap<LimitName, Integer>())).isSameAs(LimitMap.of());
  }

  @Test
  void aLimitThatWasAddedTwiceIsNamed() {
    LimitMap.Builder<Integer> builder =
        LimitMap.<Integer>builder(4).put(B, 1).put(C, 2).put(A, 3).put(C, 4);
    assertThat(builder.twice()).contains(C);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("C was added twice");
    assertThatThrownBy(() -> LimitMap.<Integer>builder(2).put(A, 1).put(A, 1).build())
        .hasMessage("A was added twice");
    assertThat(LimitMap.<Integer>builder(2).put(B, 1).put(A, 1).twice()).isEmpty();
  }

  @Test
  void nothingChangesIt() {
    LimitMap<Integer> map = LimitMap.copyOf(new TreeMap<>(Map.of(A, 1, B, 2)));
    List<Runnable> changes =
        List.of(
            () -> map.put(C, 3),
            () -> map.remove(A),
            map::clear,
            () -> map.keySet().remove(A),
            () -> map.values().remove(1),
            () -> map.entrySet().iterator().next().setValue(9));
    for (Runnable change : changes) {
      assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(map).isEqualTo(Map.of(A, 1, B, 2));
  }

  @Test
  void whatIsNotThereIsNull() {
    LimitMap<Integer> map = LimitMap.copyOf(new TreeMap<>(Map.of(B, 2)));
    @Nullable Integer none = map.get(A);
    assertThat(none).isNull();
    assertThat(map.containsKey(null)).isFalse();
    assertThat(map.getOrDefault(C, 7)).isEqualTo(7);
    assertThatThrownBy(() -> LimitMap.of().firstKey()).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> LimitMap.of().lastKey()).isInstanceOf(NoSuchElementException.class);
  }
}

package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Small numbers that stand for limit names in packed samples. The dictionary only grows: a name
 * keeps its code, and a code its name, forever.
 */
public interface NameDictionary {
  /**
   * Returns the code of each of {@code names}; names without a code get one, visible to everyone.
   */
  Map<LimitName, Integer> codesOf(Collection<LimitName> names);

  /** The same, in the order of {@code names}. */
  default int[] codes(Collection<LimitName> names) {
    Map<LimitName, Integer> codes = codesOf(names);
    return names.stream().mapToInt(name -> Objects.requireNonNull(codes.get(name))).toArray();
  }

  /** Returns the code of {@code name}; empty if it never got one: then no sample contains it. */
  OptionalInt find(LimitName name);

  /**
   * Returns the name of each of {@code codes}.
   *
   * @throws IllegalStateException if one was never assigned: the sample is not from this store
   */
  Map<Integer, LimitName> namesOf(Collection<Integer> codes);

  /**
   * The same, in the order of {@code codes}.
   *
   * @throws IllegalStateException if one was never assigned
   */
  default List<LimitName> names(int[] codes) {
    Map<Integer, LimitName> names = namesOf(Arrays.stream(codes).boxed().toList());
    return Arrays.stream(codes).mapToObj(code -> Objects.requireNonNull(names.get(code))).toList();
  }
}

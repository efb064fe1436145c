package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Small numbers that stand for limit names in packed samples. Grows only: a name keeps its code and
 * a code its name for ever, whoever asks and whenever.
 */
public interface NameDictionary {
  /** The code of every one of {@code names}; names that have none get one, for all to see. */
  Map<LimitName, Integer> codesOf(Collection<LimitName> names);

  /** The code of {@code name}; empty when it never got one: then no sample holds it. */
  OptionalInt find(LimitName name);

  /**
   * The name of every one of {@code codes}.
   *
   * @throws IllegalStateException when one was never given out: the sample is not of this store
   */
  Map<Integer, LimitName> namesOf(Collection<Integer> codes);
}

package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store of samples. */
public interface UsageHistory {
  /** Stores {@code sample} under its slot. Idempotent: the last one stored under a slot is kept. */
  void put(OrgId org, Sample sample);

  /**
   * Stores samples of different slots under which nothing else is stored; after an error, some of
   * them may be stored.
   */
  default void putAll(OrgId org, List<Sample> samples) {
    samples.forEach(sample -> put(org, sample));
  }

  /**
   * Adds a sample to those that wait in the org's state, and stores those that are complete. What
   * is returned must be committed with the state; until then, and if that fails, nothing is lost:
   * what was stored is what the state had. Idempotent.
   *
   * @param waiting what the state has; null if nothing
   * @return what the state has to have; null if nothing, as with a store to which one write more
   *     costs nothing
   */
  default @Nullable SampleBlock add(OrgId org, @Nullable SampleBlock waiting, Sample sample) {
    put(org, sample);
    return waiting;
  }

  /**
   * Returns the raw points of one limit, {@code from} inclusive, {@code to} exclusive, ascending.
   * Reads one partition per UTC day; samples past their retention are left out.
   */
  Series raw(OrgId org, LimitName limit, Instant from, Instant to);

  /**
   * Returns the samples of all limits, {@code from} inclusive, {@code to} exclusive, ascending;
   * those past their retention are left out.
   */
  List<Sample> samples(OrgId org, Instant from, Instant to);

  /**
   * The same for a caller that has read the org's state.
   *
   * @param waiting what waits in it; null if nothing
   * @param to not after the state's last slot, exclusive
   */
  default List<Sample> samples(OrgId org, @Nullable SampleBlock waiting, Instant from, Instant to) {
    return samples(org, from, to);
  }
}

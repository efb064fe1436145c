package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/** The store of samples. */
public interface UsageHistory {
  /**
   * Keeps {@code sample} under its slot. Idempotent: the last one put under a slot is the one kept.
   */
  void put(OrgId org, Sample sample);

  /** Keeps many samples of different slots; at an error, some of them may be kept. */
  default void putAll(OrgId org, List<Sample> samples) {
    samples.forEach(sample -> put(org, sample));
  }

  /**
   * The raw points of one limit, {@code from} inclusive, {@code to} exclusive, ascending. Reads one
   * partition a UTC day; samples past their retention are left out.
   */
  Series raw(OrgId org, LimitName limit, Instant from, Instant to);

  /**
   * The samples of all limits, {@code from} inclusive, {@code to} exclusive, ascending; those past
   * their retention are left out.
   */
  List<Sample> samples(OrgId org, Instant from, Instant to);
}

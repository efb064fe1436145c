package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/** The store of samples. */
public interface UsageHistory {
  /** Stores {@code sample} under its slot. Idempotent: the last one stored under a slot is kept. */
  void put(OrgId org, Sample sample);

  /** Stores samples of different slots; after an error, some of them may be stored. */
  default void putAll(OrgId org, List<Sample> samples) {
    samples.forEach(sample -> put(org, sample));
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
}

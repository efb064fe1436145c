package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history that ends with its test. */
public final class InMemoryUsageHistory implements UsageHistory {
  private final Map<OrgId, SortedMap<Instant, Sample>> samples = new HashMap<>();
  private final InstantSource clock;
  private final Duration retention;
  private final @Nullable NameDictionary blocks;

  /** Keeps samples for {@code retention} after their slot, by {@code clock}. */
  public InMemoryUsageHistory(InstantSource clock, Duration retention) {
    this(clock, retention, null);
  }

  /**
   * Keeps samples in blocks, as a store does that charges for each write.
   *
   * @param blocks null to store each sample at once
   */
  public InMemoryUsageHistory(
      InstantSource clock, Duration retention, @Nullable NameDictionary blocks) {
    this.clock = clock;
    this.retention = retention;
    this.blocks = blocks;
  }

  @Override
  public @Nullable SampleBlock add(OrgId org, @Nullable SampleBlock waiting, Sample sample) {
    if (blocks == null) {
      put(org, sample);
      return waiting;
    }
    Optional<SampleBlock> longer =
        waiting == null ? Optional.empty() : waiting.with(sample, blocks);
    if (longer.isEmpty() && waiting != null) {
      putAll(org, waiting.samples(blocks));
    }
    return longer.orElseGet(() -> SampleBlock.of(sample));
  }

  @Override
  public synchronized void put(OrgId org, Sample sample) {
    samples.computeIfAbsent(org, o -> new TreeMap<>()).put(sample.slot(), sample);
  }

  @Override
  public synchronized Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
    List<Series.Point> points = new ArrayList<>();
    Instant now = clock.instant();
    for (Sample sample : samples.getOrDefault(org, new TreeMap<>()).values()) {
      Instant slot = sample.slot();
      Reading reading = sample.snapshot().readings().get(limit);
      boolean kept = slot.plus(retention).isAfter(now);
      if (reading != null && kept && !slot.isBefore(from) && slot.isBefore(to)) {
        points.add(new Series.Point(slot, reading));
      }
    }
    return new Series(limit, points);
  }

  @Override
  public synchronized List<Sample> samples(OrgId org, Instant from, Instant to) {
    Instant now = clock.instant();
    return samples.getOrDefault(org, new TreeMap<>()).values().stream()
        .filter(s -> s.slot().plus(retention).isAfter(now))
        .filter(s -> !s.slot().isBefore(from) && s.slot().isBefore(to))
        .toList();
  }
}

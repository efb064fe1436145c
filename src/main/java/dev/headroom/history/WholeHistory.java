package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store of samples, with those that wait in the states of the orgs. */
public final class WholeHistory implements UsageHistory {
  private final UsageHistory stored;
  private final Waiting waiting;
  private final InstantSource clock;
  private final Duration retention;

  /**
   * What waits.
   *
   * @param blocks reads consistently what waits in the state of an org; null if nothing
   */
  public record Waiting(Function<OrgId, @Nullable SampleBlock> blocks, NameDictionary dictionary) {}

  /**
   * Reads from both.
   *
   * @param clock the fleet's clock, which slots refer to
   * @param retention how long after its slot a sample is kept
   */
  public WholeHistory(
      UsageHistory stored, Waiting waiting, InstantSource clock, Duration retention) {
    this.stored = stored;
    this.waiting = waiting;
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public void put(OrgId org, Sample sample) {
    stored.put(org, sample);
  }

  @Override
  public void putAll(OrgId org, List<Sample> samples) {
    stored.putAll(org, samples);
  }

  @Override
  public @Nullable SampleBlock add(OrgId org, @Nullable SampleBlock before, Sample sample) {
    return stored.add(org, before, sample);
  }

  @Override
  public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
    List<Sample> recent = recent(org, from, to);
    Series series = stored.raw(org, limit, from, to);
    if (recent.isEmpty()) {
      return series;
    }
    SortedMap<Instant, Series.Point> points = new TreeMap<>();
    series.points().forEach(point -> points.put(point.at(), point));
    for (Sample sample : recent) {
      Reading reading = sample.snapshot().readings().get(limit);
      if (reading != null) {
        points.put(sample.slot(), new Series.Point(sample.slot(), reading));
      }
    }
    return new Series(limit, List.copyOf(points.values()));
  }

  @Override
  public List<Sample> samples(OrgId org, Instant from, Instant to) {
    return together(recent(org, from, to), () -> stored.samples(org, from, to));
  }

  /** What waits is all since its oldest sample, so the store is asked only for what is older. */
  @Override
  public List<Sample> samples(OrgId org, @Nullable SampleBlock block, Instant from, Instant to) {
    List<Sample> recent = within(block, from, to);
    Instant end = block == null || !block.oldest().isBefore(to) ? to : block.oldest();
    return together(recent, () -> from.isBefore(end) ? stored.samples(org, from, end) : List.of());
  }

  /** Store after state: what has left the state since is in the store then. */
  private static List<Sample> together(List<Sample> recent, Supplier<List<Sample>> stored) {
    List<Sample> samples = stored.get();
    if (recent.isEmpty()) {
      return samples;
    }
    SortedMap<Instant, Sample> all = new TreeMap<>();
    samples.forEach(sample -> all.put(sample.slot(), sample));
    recent.forEach(sample -> all.put(sample.slot(), sample));
    return List.copyOf(all.values());
  }

  /** Read before the store: what has left the state since is in the store then. */
  private List<Sample> recent(OrgId org, Instant from, Instant to) {
    return within(from.isBefore(to) ? waiting.blocks().apply(org) : null, from, to);
  }

  private List<Sample> within(@Nullable SampleBlock block, Instant from, Instant to) {
    if (block == null || !block.oldest().isBefore(to) || block.newest().slot().isBefore(from)) {
      return List.of();
    }
    Instant kept = clock.instant().minus(retention);
    return block.samples(waiting.dictionary()).stream()
        .filter(s -> s.slot().isAfter(kept))
        .filter(s -> !s.slot().isBefore(from) && s.slot().isBefore(to))
        .toList();
  }
}

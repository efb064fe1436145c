package dev.headroom.history;

import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of one org: the newest as it is, and of each older one what differs from the
 * sample after it. Few limits move within minutes, so an hour of samples is hardly larger than one.
 *
 * <p>A block lies within one UTC day and within {@link #SPAN}; its older samples take at most
 * {@link #MAX_OLDER_BYTES}. Each of them is variable-length numbers (see {@link SamplePacking}):
 * the seconds to the sample after it; twice the count of differences, plus one if it is whole; then
 * for each difference, by ascending code, four times the distance to the previous code (to -1 for
 * the first) plus its kind: {@value #ABSENT} for a limit that this sample does not have, {@value
 * #USED} followed by how much more was used, {@value #BOTH} followed by max and used. Signed
 * numbers are folded.
 */
public final class SampleBlock {
  /** The samples of a block are less than this apart. */
  public static final Duration SPAN = Duration.ofHours(3);

  /**
   * A block waits in the org's state, whose row must stay within one write unit; see {@code
   * PollCapacityIT}.
   */
  static final int MAX_OLDER_BYTES = 180;

  /** Slots are between the years 1 and 9999. */
  private static final long FARTHEST_SECONDS = 10_000L * 366 * 86_400;

  private static final int VERSION = 1;
  private static final int ABSENT = 0;
  private static final int USED = 1;
  private static final int BOTH = 2;
  private static final String WHAT = "a block of samples";

  private final Sample newest;
  private final Instant oldest;
  private final byte[] older;

  private SampleBlock(Sample newest, Instant oldest, byte[] older) {
    this.newest = newest;
    this.oldest = oldest;
    this.older = older;
  }

  /** Receives the older samples of a block, the newest of them first. */
  @FunctionalInterface
  private interface Older {
    /**
     * Takes what one sample differs in from the sample after it.
     *
     * @param changes by code, ascending; null for a limit that it does not have
     */
    void accept(Instant slot, boolean whole, SortedMap<Integer, @Nullable Change> changes);
  }

  /** How a reading differs from the one after it. */
  private record Change(long max, long used, boolean isRelative) {
    Reading of(@Nullable Reading after) {
      if (!isRelative) {
        return reading(used, max);
      }
      if (after == null) {
        throw new CorruptSampleException(WHAT + " has a difference to a limit that is not there");
      }
      return reading(sum(after.used(), used), after.max());
    }

    private static long sum(long a, long b) {
      try {
        return Math.addExact(a, b);
      } catch (ArithmeticException e) {
        throw new CorruptSampleException(WHAT + " has an impossible reading", e);
      }
    }

    private static Reading reading(long used, long max) {
      try {
        return Reading.ofUsed(used, max);
      } catch (IllegalArgumentException e) {
        throw new CorruptSampleException(WHAT + " has an impossible reading", e);
      }
    }
  }

  /** Returns a block of one sample. */
  public static SampleBlock of(Sample sample) {
    return new SampleBlock(sample, sample.slot(), new byte[0]);
  }

  /** Returns the newest sample. */
  public Sample newest() {
    return newest;
  }

  /** Returns the slot of the oldest sample. */
  public Instant oldest() {
    return oldest;
  }

  /** Returns the older samples, as they are stored beside the newest. */
  public byte[] older() {
    return older.clone();
  }

  /**
   * Returns the block with a newer sample; empty if it does not fit: then this block is complete.
   *
   * @param dictionary learns new names
   */
  public Optional<SampleBlock> with(Sample next, NameDictionary dictionary) {
    Instant slot = next.slot();
    if (!slot.isAfter(newest.slot())
        || Duration.between(oldest, slot).compareTo(SPAN) >= 0
        || !slot.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .equals(oldest.atOffset(ZoneOffset.UTC).toLocalDate())) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_OLDER_BYTES);
    write(out, newest, next.snapshot().readings(), slot, dictionary);
    if (out.size() + older.length > MAX_OLDER_BYTES) {
      return Optional.empty();
    }
    out.writeBytes(older);
    return Optional.of(new SampleBlock(next, oldest, out.toByteArray()));
  }

  /** Returns the samples, ascending. */
  public List<Sample> samples(NameDictionary dictionary) {
    return samples(newest, older, dictionary);
  }

  /**
   * Returns the samples of a stored block, ascending.
   *
   * @param older what {@link #older()} has returned
   * @throws CorruptSampleException if it has not
   */
  public static List<Sample> samples(Sample newest, byte[] older, NameDictionary dictionary) {
    List<Sample> samples = new ArrayList<>();
    samples.add(newest);
    SortedMap<LimitName, Reading> readings = new TreeMap<>(newest.snapshot().readings());
    forEachOlder(
        newest.slot(),
        older,
        (slot, whole, changes) -> {
          dictionary
              .namesOf(changes.keySet())
              .forEach((code, name) -> apply(readings, name, changes.get(code)));
          samples.add(new Sample(slot, new Snapshot(readings, whole)));
        });
    return samples.reversed();
  }

  /**
   * Passes on the readings of one limit in a stored block, from the newest to the oldest.
   *
   * @param code the limit's code in the dictionary
   * @param slot of the newest sample
   * @param newest its reading; null if it does not have the limit
   * @param older what {@link #older()} has returned
   * @throws CorruptSampleException if it has not
   */
  public static void forEachReading(
      int code,
      Instant slot,
      @Nullable Reading newest,
      byte[] older,
      BiConsumer<Instant, Reading> taker) {
    Map<Integer, Reading> readings = new HashMap<>();
    if (newest != null) {
      readings.put(code, newest);
      taker.accept(slot, newest);
    }
    forEachOlder(
        slot,
        older,
        (at, whole, changes) -> {
          if (changes.containsKey(code)) {
            apply(readings, code, changes.get(code));
          }
          Reading reading = readings.get(code);
          if (reading != null) {
            taker.accept(at, reading);
          }
        });
  }

  /**
   * Applies a change to the readings of the sample after it.
   *
   * @param change null if the older sample does not have the limit
   */
  private static <K> void apply(Map<K, Reading> readings, K key, @Nullable Change change) {
    if (change == null) {
      readings.remove(key);
    } else {
      readings.put(key, change.of(readings.get(key)));
    }
  }

  /**
   * Passes on the older samples of a stored block, from the newest to the oldest.
   *
   * @param newest the slot of the block's newest sample
   * @throws CorruptSampleException if the bytes are not those of {@link #older()}
   */
  private static void forEachOlder(Instant newest, byte[] older, Older taker) {
    Varints.Reader in = new Varints.Reader(older, 0, WHAT);
    Instant slot = newest;
    while (!in.isAtEnd()) {
      slot = before(slot, in);
      read(in, slot, taker);
    }
  }

  /**
   * Packs the block for a row that has the last readings anyway.
   *
   * @param base readings that are like those of the newest sample, if not the same
   * @param at a time that is near the newest sample
   */
  public byte[] pack(LimitMap<Reading> base, Instant at, NameDictionary dictionary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_OLDER_BYTES + 16);
    out.write(VERSION);
    write(out, newest, base, at, dictionary);
    Varints.write(out, Duration.between(oldest, newest.slot()).toSeconds());
    out.writeBytes(older);
    return out.toByteArray();
  }

  /**
   * Unpacks what {@link #pack} has packed with the same base and time.
   *
   * @return empty for a form of a newer release
   * @throws CorruptSampleException if the bytes are not a packed block
   */
  public static Optional<SampleBlock> unpack(
      byte[] packed, LimitMap<Reading> base, Instant at, NameDictionary dictionary) {
    if (packed.length == 0 || packed[0] != VERSION) {
      return Optional.empty();
    }
    Varints.Reader in = new Varints.Reader(packed, 1, WHAT);
    List<Sample> newest = new ArrayList<>();
    read(
        in,
        before(at, in),
        (slot, whole, changes) ->
            newest.add(new Sample(slot, new Snapshot(changed(base, changes, dictionary), whole))));
    Sample sample = newest.getFirst();
    long seconds = in.next();
    if (seconds >= SPAN.toSeconds()) {
      throw new CorruptSampleException(WHAT + " spans " + seconds + " s");
    }
    Instant oldest = sample.slot().minusSeconds(seconds);
    return Optional.of(
        new SampleBlock(sample, oldest, Arrays.copyOfRange(packed, in.at(), packed.length)));
  }

  private static LimitMap<Reading> changed(
      LimitMap<Reading> base,
      SortedMap<Integer, @Nullable Change> changes,
      NameDictionary dictionary) {
    if (changes.isEmpty()) {
      return base;
    }
    SortedMap<LimitName, Reading> readings = new TreeMap<>(base);
    dictionary
        .namesOf(changes.keySet())
        .forEach((code, name) -> apply(readings, name, changes.get(code)));
    return LimitMap.copyOf(readings);
  }

  /** Appends what {@code sample} differs in from readings at {@code at}. */
  private static void write(
      ByteArrayOutputStream out,
      Sample sample,
      LimitMap<Reading> after,
      Instant at,
      NameDictionary dictionary) {
    LimitMap<Reading> readings = sample.snapshot().readings();
    List<LimitName> names = differing(readings, after);
    SortedMap<Integer, LimitName> byCode = new TreeMap<>();
    if (!names.isEmpty()) {
      dictionary.codesOf(names).forEach((name, code) -> byCode.put(code, name));
    }
    Varints.writeSigned(out, Duration.between(sample.slot(), at).toSeconds());
    Varints.write(out, 2L * byCode.size() + (sample.snapshot().whole() ? 1 : 0));
    int before = -1;
    for (Map.Entry<Integer, LimitName> entry : byCode.entrySet()) {
      long step = 4L * (entry.getKey() - before);
      Reading mine = readings.get(entry.getValue());
      Reading other = after.get(entry.getValue());
      if (mine == null) {
        Varints.write(out, step + ABSENT);
      } else if (other != null && other.max() == mine.max()) {
        Varints.write(out, step + USED);
        Varints.writeSigned(out, mine.used() - other.used());
      } else {
        Varints.write(out, step + BOTH);
        Varints.write(out, mine.max());
        Varints.writeSigned(out, mine.used());
      }
      before = entry.getKey();
    }
  }

  private static List<LimitName> differing(LimitMap<Reading> mine, LimitMap<Reading> other) {
    List<LimitName> names = new ArrayList<>();
    LimitMap.forBoth(
        mine,
        other,
        (name, one, another) -> {
          if (!Objects.equals(one, another)) {
            names.add(name);
          }
        });
    return names;
  }

  private static Instant before(Instant time, Varints.Reader in) {
    long seconds = in.nextSigned();
    if (Math.abs(seconds) > FARTHEST_SECONDS) {
      throw new CorruptSampleException(WHAT + " has samples " + seconds + " s apart");
    }
    return time.minusSeconds(seconds);
  }

  private static void read(Varints.Reader in, Instant slot, Older taker) {
    long head = in.next();
    SortedMap<Integer, @Nullable Change> changes = new TreeMap<>();
    long code = -1;
    for (long i = 0; i < head >>> 1; i++) {
      long word = in.next();
      code += word >>> 2;
      if (word >>> 2 < 1 || code > Integer.MAX_VALUE) {
        throw new CorruptSampleException(WHAT + " has codes that do not ascend");
      }
      changes.put((int) code, change(in, (int) (word & 3)));
    }
    taker.accept(slot, (head & 1) == 1, changes);
  }

  private static @Nullable Change change(Varints.Reader in, int kind) {
    return switch (kind) {
      case ABSENT -> null;
      case USED -> new Change(0, in.nextSigned(), true);
      case BOTH -> new Change(in.next(), in.nextSigned(), false);
      default -> throw new CorruptSampleException(WHAT + " has a difference of kind " + kind);
    };
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof SampleBlock other
        && newest.equals(other.newest)
        && oldest.equals(other.oldest)
        && Arrays.equals(older, other.older);
  }

  @Override
  public int hashCode() {
    return 31 * newest.hashCode() + Arrays.hashCode(older);
  }

  @Override
  public String toString() {
    return "samples of " + oldest + " to " + newest.slot();
  }
}

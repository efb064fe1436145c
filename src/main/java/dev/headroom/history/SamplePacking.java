package dev.headroom.history;

import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The packed form of one reading of an org. DynamoDB bills writes by the kilobyte; packed, the
 * limits of a large org fit into one.
 *
 * <p>The format is a version byte, then variable-length numbers of seven bits per byte, lowest
 * first: twice the count of readings, plus one if the snapshot is whole; then for each reading, by
 * ascending code: the distance to the previous code (to -1 for the first); twice the max, plus one
 * if anything is used; and only in that case what is used, folded so that small negative numbers
 * are short too (zigzag, as in Protocol Buffers).
 */
public final class SamplePacking {
  /** The version that is written; no other version is read. */
  public static final int VERSION = 1;

  private SamplePacking() {}

  /**
   * A snapshot with codes in place of names.
   *
   * @param readings by code, ascending
   * @param whole see {@link Snapshot#whole()}
   */
  public record Coded(SortedMap<Integer, Reading> readings, boolean whole) {
    public Coded {
      readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
    }
  }

  /** Packs the snapshot with the codes of {@code dictionary}, which learns new names. */
  public static byte[] pack(Snapshot snapshot, NameDictionary dictionary) {
    int[] codes = dictionary.codes(snapshot.readings().keySet());
    long[] order = new long[codes.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) codes[i] << Integer.SIZE) + i;
    }
    Arrays.sort(order);
    List<Reading> readings = new ArrayList<>(snapshot.readings().values());
    Packer packer = new Packer(order.length, snapshot.whole());
    for (long at : order) {
      packer.add((int) (at >> Integer.SIZE), readings.get((int) at));
    }
    return packer.packed();
  }

  /**
   * Unpacks a snapshot.
   *
   * @throws CorruptSampleException if the bytes are not a packed snapshot
   * @throws IllegalStateException if a code is not in the dictionary
   */
  public static Snapshot unpack(byte[] packed, NameDictionary dictionary) {
    int[] codes = new int[packed.length];
    List<Reading> readings = new ArrayList<>();
    boolean whole =
        unpack(
            packed,
            (code, reading) -> {
              codes[readings.size()] = code;
              readings.add(reading);
            });
    List<LimitName> names = dictionary.names(Arrays.copyOf(codes, readings.size()));
    LimitMap.Builder<Reading> byName = LimitMap.builder(names.size());
    for (int i = 0; i < readings.size(); i++) {
      byName.put(names.get(i), readings.get(i));
    }
    return new Snapshot(byName.build(), whole);
  }

  /** Packs the coded snapshot. */
  public static byte[] pack(Coded coded) {
    Packer packer = new Packer(coded.readings().size(), coded.whole());
    coded.readings().forEach(packer::add);
    return packer.packed();
  }

  /** Writes readings, by ascending code. */
  private static final class Packer {
    private final ByteArrayOutputStream out;
    private int before = -1;

    Packer(int size, boolean whole) {
      out = new ByteArrayOutputStream(16 + 5 * size);
      out.write(VERSION);
      Varints.write(out, 2L * size + (whole ? 1 : 0));
    }

    void add(int code, Reading reading) {
      if (code < 0) {
        throw new IllegalArgumentException("a name's code is " + code + ", below 0");
      }
      Varints.write(out, (long) code - before);
      boolean isUsed = reading.used() != 0;
      Varints.write(out, 2 * reading.max() + (isUsed ? 1 : 0));
      if (isUsed) {
        Varints.writeSigned(out, reading.used());
      }
      before = code;
    }

    byte[] packed() {
      return out.toByteArray();
    }
  }

  /**
   * Unpacks a coded snapshot.
   *
   * @throws CorruptSampleException if the bytes are not a packed snapshot
   */
  public static Coded unpack(byte[] packed) {
    SortedMap<Integer, Reading> readings = new TreeMap<>();
    boolean whole = unpack(packed, (code, reading) -> readings.put(code, reading));
    return new Coded(readings, whole);
  }

  /** Passes on readings, by ascending code; returns whether the snapshot is whole. */
  private static boolean unpack(byte[] packed, BiConsumer<Integer, Reading> taker) {
    if (packed.length == 0 || packed[0] != VERSION) {
      throw new CorruptSampleException(
          packed.length == 0
              ? "a packed sample has no bytes"
              : "a packed sample has form %d, and form %d is read"
                  .formatted(packed[0] & 0xff, VERSION));
    }
    Varints.Reader in = new Varints.Reader(packed, 1, "a packed sample");
    long head = in.next();
    long count = head >>> 1;
    long code = -1;
    for (long i = 0; i < count; i++) {
      long step = in.next();
      code += step;
      if (step < 1 || code > Integer.MAX_VALUE) {
        throw new CorruptSampleException("a packed sample's codes do not ascend at reading " + i);
      }
      long max = in.next();
      long used = (max & 1) == 1 ? in.nextSigned() : 0;
      taker.accept((int) code, reading(max >>> 1, used));
    }
    if (!in.isAtEnd()) {
      throw new CorruptSampleException("a packed sample goes on after its last reading");
    }
    return (head & 1) == 1;
  }

  private static Reading reading(long max, long used) {
    try {
      return Reading.ofUsed(used, max);
    } catch (IllegalArgumentException e) {
      throw new CorruptSampleException("a packed sample has an impossible reading", e);
    }
  }
}

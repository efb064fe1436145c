package dev.headroom.history;

import dev.headroom.limits.Reading;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The packed form of a run of hours or days of an org. Most limits of an org stand still for hours,
 * which then takes two bytes; a day of hours is therefore not much larger than two samples.
 *
 * <p>The format is a version byte, then variable-length numbers as in {@link SamplePacking}: the
 * count of places (24 for the hours of a day, 1 for a day); how many readings each place has, most
 * of its limits being in all of them; the count of limits; then for each limit, by ascending code:
 * the distance to the previous code (to -1 for the first), and tokens until all places are filled.
 * The two lowest bits of a token are its kind, the others its value:
 *
 * <ul>
 *   <li>0: as many places as the value says have no reading of the limit;
 *   <li>1: as many places as the value says are as the place before, with nothing added, its last
 *       used all the time, and in every reading;
 *   <li>2: one place. The bits of the value say what follows the signed difference of its last used
 *       to that of the place before (to 0 for the first): 1 its allocation, else it is as before; 2
 *       how far its lowest used is below the last; 4 how far its highest is above it; 8 its
 *       arrivals; 16 how many readings it is in, else in all.
 * </ul>
 */
public final class RollupPacking {
  /** The version that is written; no other version is read. */
  public static final int VERSION = 1;

  /** The most places. */
  static final int MAX_PLACES = 31;

  private static final String WHAT = "a packed rollup";
  private static final int ABSENT = 0;
  private static final int SAME = 1;
  private static final int PLACE = 2;
  private static final int HAS_ALLOCATION = 1;
  private static final int HAS_MIN = 2;
  private static final int HAS_MAX = 4;
  private static final int HAS_ARRIVALS = 8;
  private static final int HAS_READINGS = 16;

  private RollupPacking() {}

  /**
   * Rollups with codes in place of names.
   *
   * @param places how many hours or days there are, 1 to {@link #MAX_PLACES}
   * @param limits by code, ascending, then by place, 0 to {@code places - 1}
   */
  public record Coded(int places, SortedMap<Integer, SortedMap<Integer, LimitRollup>> limits) {
    public Coded {
      SortedMap<Integer, SortedMap<Integer, LimitRollup>> copy = new TreeMap<>();
      limits.forEach((c, r) -> copy.put(c, Collections.unmodifiableSortedMap(new TreeMap<>(r))));
      limits = Collections.unmodifiableSortedMap(copy);
      if (places < 1 || places > MAX_PLACES) {
        throw new IllegalArgumentException(places + " places: 1 to " + MAX_PLACES);
      }
      for (SortedMap<Integer, LimitRollup> one : limits.values()) {
        if (!one.isEmpty() && (one.firstKey() < 0 || one.lastKey() >= places)) {
          throw new IllegalArgumentException("a rollup outside of its " + places + " places");
        }
      }
    }
  }

  /** Packs the coded rollups. */
  public static byte[] pack(Coded coded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 12 * coded.limits().size());
    out.write(VERSION);
    Varints.write(out, coded.places());
    int[] readings = new int[coded.places()];
    for (SortedMap<Integer, LimitRollup> limit : coded.limits().values()) {
      limit.forEach((place, r) -> readings[place] = Math.max(readings[place], r.readings()));
    }
    for (int common : readings) {
      Varints.write(out, common);
    }
    Varints.write(out, coded.limits().size());
    int before = -1;
    for (Map.Entry<Integer, SortedMap<Integer, LimitRollup>> limit : coded.limits().entrySet()) {
      int code = limit.getKey();
      if (code < 0) {
        throw new IllegalArgumentException("a name's code is " + code + ", below 0");
      }
      Varints.write(out, (long) code - before);
      packLimit(out, limit.getValue(), readings);
      before = code;
    }
    return out.toByteArray();
  }

  private static void packLimit(
      ByteArrayOutputStream out, SortedMap<Integer, LimitRollup> rollups, int[] readings) {
    Reading last = new Reading(0, 0);
    boolean first = true;
    for (int place = 0; place < readings.length; ) {
      int run = 0;
      LimitRollup rollup = rollups.get(place);
      if (rollup == null) {
        while (place < readings.length && rollups.get(place) == null) {
          place++;
          run++;
        }
        Varints.write(out, (long) run << 2 | ABSENT);
        continue;
      }
      while (!first
          && place < readings.length
          && isSame(rollups.get(place), last, readings[place])) {
        place++;
        run++;
      }
      if (run > 0) {
        Varints.write(out, (long) run << 2 | SAME);
        continue;
      }
      packPlace(out, rollup, last, readings[place]);
      last = rollup.last();
      first = false;
      place++;
    }
  }

  private static boolean isSame(@Nullable LimitRollup rollup, Reading last, int readings) {
    return rollup != null && rollup.equals(still(last, readings));
  }

  private static LimitRollup still(Reading last, int readings) {
    return new LimitRollup(last, last.used(), last.used(), 0, readings);
  }

  private static void packPlace(
      ByteArrayOutputStream out, LimitRollup rollup, Reading before, int readings) {
    Reading last = rollup.last();
    int has =
        (last.max() == before.max() ? 0 : HAS_ALLOCATION)
            | (rollup.min() == last.used() ? 0 : HAS_MIN)
            | (rollup.max() == last.used() ? 0 : HAS_MAX)
            | (rollup.arrivals() == 0 ? 0 : HAS_ARRIVALS)
            | (rollup.readings() == readings ? 0 : HAS_READINGS);
    Varints.write(out, (long) has << 2 | PLACE);
    Varints.writeSigned(out, last.used() - before.used());
    if ((has & HAS_ALLOCATION) != 0) {
      Varints.write(out, last.max());
    }
    if ((has & HAS_MIN) != 0) {
      Varints.write(out, last.used() - rollup.min());
    }
    if ((has & HAS_MAX) != 0) {
      Varints.write(out, rollup.max() - last.used());
    }
    if ((has & HAS_ARRIVALS) != 0) {
      Varints.write(out, rollup.arrivals());
    }
    if ((has & HAS_READINGS) != 0) {
      Varints.write(out, rollup.readings());
    }
  }

  /**
   * Unpacks coded rollups.
   *
   * @throws CorruptSampleException if the bytes are not packed rollups
   */
  public static Coded unpack(byte[] packed) {
    if (packed.length == 0 || packed[0] != VERSION) {
      throw new CorruptSampleException(
          packed.length == 0
              ? WHAT + " has no bytes"
              : WHAT + " has form %d, and form %d is read".formatted(packed[0] & 0xff, VERSION));
    }
    Varints.Reader in = new Varints.Reader(packed, 1, WHAT);
    long places = in.next();
    if (places < 1 || places > MAX_PLACES) {
      throw new CorruptSampleException(WHAT + " has " + places + " places");
    }
    int[] readings = new int[(int) places];
    for (int place = 0; place < readings.length; place++) {
      readings[place] = (int) Math.min(Integer.MAX_VALUE, in.next());
    }
    long count = in.next();
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> limits = new TreeMap<>();
    long code = -1;
    for (long i = 0; i < count; i++) {
      long step = in.next();
      code += step;
      if (step < 1 || code > Integer.MAX_VALUE) {
        throw new CorruptSampleException(WHAT + "'s codes do not ascend at limit " + i);
      }
      limits.put((int) code, unpackLimit(in, readings));
    }
    if (!in.isAtEnd()) {
      throw new CorruptSampleException(WHAT + " goes on after its last limit");
    }
    return new Coded(readings.length, limits);
  }

  private static SortedMap<Integer, LimitRollup> unpackLimit(Varints.Reader in, int[] readings) {
    SortedMap<Integer, LimitRollup> rollups = new TreeMap<>();
    Reading last = new Reading(0, 0);
    for (int place = 0; place < readings.length; ) {
      long token = in.next();
      long value = token >>> 2;
      int kind = (int) (token & 3);
      if (kind == PLACE) {
        LimitRollup rollup = unpackPlace(in, value, last, readings[place]);
        rollups.put(place, rollup);
        last = rollup.last();
        place++;
        continue;
      }
      if (kind > PLACE || value < 1 || value > readings.length - place) {
        throw new CorruptSampleException(WHAT + " has an impossible run");
      }
      for (long i = 0; i < value; i++, place++) {
        if (kind == SAME) {
          rollups.put(place, checked(last, last.used(), last.used(), 0, readings[place]));
        }
      }
    }
    return rollups;
  }

  private static LimitRollup unpackPlace(
      Varints.Reader in, long has, Reading before, int readings) {
    long used = before.used() + in.nextSigned();
    long max = (has & HAS_ALLOCATION) == 0 ? before.max() : in.next();
    long below = (has & HAS_MIN) == 0 ? 0 : in.next();
    long above = (has & HAS_MAX) == 0 ? 0 : in.next();
    long arrivals = (has & HAS_ARRIVALS) == 0 ? 0 : in.next();
    long own = (has & HAS_READINGS) == 0 ? readings : in.next();
    try {
      return checked(
          Reading.ofUsed(used, max), used - below, used + above, arrivals, Math.toIntExact(own));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CorruptSampleException(WHAT + " has an impossible reading", e);
    }
  }

  private static LimitRollup checked(
      Reading last, long min, long max, long arrivals, int readings) {
    try {
      return new LimitRollup(last, min, max, arrivals, readings);
    } catch (IllegalArgumentException e) {
      throw new CorruptSampleException(WHAT + " has an impossible rollup", e);
    }
  }
}

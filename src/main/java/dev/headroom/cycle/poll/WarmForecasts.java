package dev.headroom.cycle.poll;

import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forecasts that an instance has in memory: whole as long as there is room, otherwise in their
 * stored form, which takes a tenth of it.
 *
 * <p>A fleet is read in turn, so the org that was read longest ago is the next one to be read:
 * making room by dropping it would drop everyone. Who comes when there is no room is packed
 * instead, unless there is an org that is no longer read.
 */
final class WarmForecasts {
  /** An org that was not read for this long makes room first. */
  private static final Duration IDLE = Duration.ofHours(1);

  /** What a stored forecast takes besides its bytes: names, times and objects. */
  private static final int OBJECTS = 200;

  private final Function<LimitName, Window> windows;
  private final Room room;
  private final Map<OrgId, Whole> whole = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<OrgId, Packed> packed = new LinkedHashMap<>();
  private long forecasters;
  private long bytes;

  /**
   * How much is kept.
   *
   * @param forecasters of whole forecasts
   * @param bytes of packed ones; beyond it those packed first are dropped and read again
   */
  record Room(long forecasters, long bytes) {
    /** A forecaster takes 10 to 20 kB. */
    private static final int FORECASTER = 17_000;

    /** Returns three eighths of this many bytes for whole forecasts, an eighth for packed ones. */
    static Room ofMemory(long memory) {
      return new Room(memory / 8 * 3 / FORECASTER, memory / 8);
    }
  }

  private static final class Whole {
    final OrgForecasts forecasts;
    long counted;
    @Nullable Instant settled;

    Whole(OrgForecasts forecasts) {
      this.forecasts = forecasts;
    }
  }

  private record Packed(StoredForecasts forecasts, long bytes) {}

  WarmForecasts(Function<LimitName, Window> windows, Room room) {
    this.windows = windows;
    this.room = room;
  }

  /** Returns an org's forecasts if they are whole. */
  synchronized @Nullable OrgForecasts whole(OrgId org) {
    Whole known = whole.get(org);
    return known == null ? null : known.forecasts;
  }

  /** Returns an org's forecasts, unpacked if they were packed; empty if they are not here. */
  Optional<OrgForecasts> find(OrgId org) {
    Packed found;
    synchronized (this) {
      Whole known = whole.get(org);
      if (known != null) {
        return Optional.of(known.forecasts);
      }
      found = packed.get(org);
    }
    return found == null
        ? Optional.empty()
        : OrgForecasts.restore(windows, found.forecasts()).map(restored -> add(org, restored));
  }

  /** Adds what was loaded, and returns what is there: another thread may have been faster. */
  synchronized OrgForecasts add(OrgId org, OrgForecasts loaded) {
    drop(org);
    return whole.computeIfAbsent(org, o -> new Whole(loaded)).forecasts;
  }

  /** Drops an org's forecasts. */
  synchronized void forget(OrgId org) {
    drop(org);
    Whole known = whole.remove(org);
    if (known != null) {
      forecasters -= known.counted;
    }
  }

  private void drop(OrgId org) {
    Packed known = packed.remove(org);
    if (known != null) {
      bytes -= known.bytes();
    }
  }

  /** Makes room after an org's slot, for what it has come to need. */
  void settle(OrgId org, Instant slot) {
    pack(overflow(org, slot));
  }

  /** Takes out as many as must be packed. */
  private synchronized Map<OrgId, OrgForecasts> overflow(OrgId org, Instant slot) {
    Whole settled = whole.get(org);
    if (settled == null) {
      return Map.of();
    }
    settled.settled = slot;
    long size = settled.forecasts.size();
    forecasters += size - settled.counted;
    settled.counted = size;
    Map<OrgId, OrgForecasts> out = new LinkedHashMap<>();
    Iterator<Map.Entry<OrgId, Whole>> oldest = whole.entrySet().iterator();
    while (forecasters > room.forecasters() && oldest.hasNext()) {
      Map.Entry<OrgId, Whole> other = oldest.next();
      Instant read = other.getValue().settled;
      if (read == null) {
        continue; // its first slot is under way
      }
      if (read.plus(IDLE).isAfter(slot)) {
        break;
      }
      out.put(other.getKey(), other.getValue().forecasts);
      forecasters -= other.getValue().counted;
      oldest.remove();
    }
    if (forecasters > room.forecasters()) {
      out.put(org, settled.forecasts);
      forecasters -= settled.counted;
      whole.remove(org);
    }
    return out;
  }

  private void pack(Map<OrgId, OrgForecasts> out) {
    out.forEach(
        (org, forecasts) -> {
          Optional<StoredForecasts> stored;
          synchronized (forecasts) {
            stored = forecasts.save();
          }
          stored.ifPresent(form -> keep(org, new Packed(form, size(form))));
        });
  }

  private synchronized void keep(OrgId org, Packed form) {
    if (whole.containsKey(org)) {
      return; // it is being read again
    }
    drop(org);
    packed.put(org, form);
    bytes += form.bytes();
    List<OrgId> first = new ArrayList<>();
    long left = bytes;
    for (Map.Entry<OrgId, Packed> other : packed.entrySet()) {
      if (left <= room.bytes()) {
        break;
      }
      left -= other.getValue().bytes();
      first.add(other.getKey());
    }
    first.forEach(this::drop);
  }

  private static long size(StoredForecasts form) {
    return form.limits().values().stream()
        .mapToLong(
            limit -> limit.forecast().quick().length + limit.forecast().slow().length + OBJECTS)
        .sum();
  }
}

package dev.headroom.cycle.poll;

import dev.headroom.org.Org;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which minute of its interval each org of a fleet is dispatched in. An org's own minute is a hash
 * of its id; where more orgs have the same minute than fit into an equal share of messages, the
 * last ones go to the next minute with room. So a minute never has more messages than the fleet has
 * in the mean, rounded up, and few orgs change their minute when others join or leave.
 */
final class Spread {
  private static final Comparator<Org> ORDER =
      Comparator.comparingLong(Spread::hash).thenComparing(org -> org.id().value());

  private Spread() {}

  /** Returns the orgs of {@code fleet} that are due in {@code minute}, in no order. */
  static List<Org> due(List<Org> fleet, Instant minute) {
    Map<Long, List<Org>> byInterval = new TreeMap<>();
    for (Org org : fleet) {
      byInterval.computeIfAbsent(org.interval().toMinutes(), i -> new ArrayList<>()).add(org);
    }
    List<Org> due = new ArrayList<>();
    byInterval.forEach(
        (interval, orgs) -> due.addAll(places(orgs, interval).get(placeOf(minute, interval))));
    return due;
  }

  /** Returns the place of a minute within an interval. */
  static int placeOf(Instant minute, long interval) {
    return (int) Math.floorMod(-Math.floorDiv(minute.getEpochSecond(), 60), interval);
  }

  /** Returns the org's place within its interval, before others are considered. */
  static int own(Org org) {
    return (int) Math.floorMod(hash(org), org.interval().toMinutes());
  }

  /** Returns the orgs of each place within an interval, in minutes. */
  private static List<List<Org>> places(List<Org> orgs, long interval) {
    List<List<Org>> places = new ArrayList<>();
    for (long i = 0; i < interval; i++) {
      places.add(new ArrayList<>());
    }
    long messages = ceiling(orgs.size(), interval * PollMessage.MAX_ORGS);
    long room = messages * PollMessage.MAX_ORGS;
    List<Org> left = new ArrayList<>();
    for (Org org : orgs.stream().sorted(ORDER).toList()) {
      List<Org> own = places.get(own(org));
      (own.size() < room ? own : left).add(org);
    }
    for (Org org : left) {
      int at = own(org);
      while (places.get(at).size() >= room) {
        at = (int) ((at + 1) % interval);
      }
      places.get(at).add(org);
    }
    return places;
  }

  /**
   * Fibonacci hashing: the top bits of the product are evenly distributed where String.hashCode is
   * not.
   */
  private static long hash(Org org) {
    return (org.id().value().hashCode() * 0x9E3779B97F4A7C15L) >>> 40;
  }

  private static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}

package dev.headroom.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A wasteful pattern of one integration and resource over several days.
 *
 * @param integration id of the integration
 * @param pattern which
 * @param resource what is called
 * @param firstSeen first day on which it was found
 * @param lastSeen last day on which it was found
 * @param daysSeen on how many days it was found
 * @param perDay calls that would be saved, on average over the known days from {@code firstSeen}
 *     on, those without it as 0
 * @param newest what was found on {@code lastSeen}, the largest saving of that day
 */
public record Waste(
    String integration,
    Pattern pattern,
    String resource,
    LocalDate firstSeen,
    LocalDate lastSeen,
    int daysSeen,
    long perDay,
    Finding newest) {
  /** What was not found for this many days is over. */
  private static final int MAX_ABSENCE = 7;

  /** The largest saving first; for equal savings, the most calls. */
  public static final Comparator<Waste> LARGEST_FIRST =
      Comparator.comparingLong(Waste::perDay)
          .thenComparingLong(w -> w.newest.calls())
          .reversed()
          .thenComparing(Waste::integration)
          .thenComparing(Waste::pattern)
          .thenComparing(Waste::resource);

  private record Key(String integration, Pattern pattern, String resource) {}

  /**
   * Returns everything found on these days, the largest saving first.
   *
   * @param days in order
   */
  public static List<Waste> of(List<StoredDay> days) {
    Map<Key, Map<LocalDate, List<Finding>>> found = new LinkedHashMap<>();
    for (StoredDay day : days) {
      for (StoredDay.Found f : day.findings()) {
        Finding finding = f.finding();
        found
            .computeIfAbsent(
                new Key(f.id(), finding.pattern(), finding.resource()), k -> new LinkedHashMap<>())
            .computeIfAbsent(day.day(), k -> new ArrayList<>())
            .add(finding);
      }
    }
    List<LocalDate> known = IntegrationHistory.known(days);
    List<Waste> all = new ArrayList<>();
    found.forEach((key, byDay) -> all.add(of(key, byDay, known)));
    all.sort(LARGEST_FIRST);
    return all;
  }

  private static Waste of(Key key, Map<LocalDate, List<Finding>> byDay, List<LocalDate> known) {
    List<LocalDate> seen = List.copyOf(byDay.keySet());
    LocalDate first = seen.getFirst();
    LocalDate last = seen.getLast();
    long saved = byDay.values().stream().flatMap(List::stream).mapToLong(Finding::saving).sum();
    long since = known.stream().filter(day -> !day.isBefore(first)).count();
    Finding newest =
        byDay.getOrDefault(last, List.of()).stream()
            .max(Comparator.comparingLong(Finding::saving))
            .orElseThrow();
    return new Waste(
        key.integration(),
        key.pattern(),
        key.resource(),
        first,
        last,
        seen.size(),
        Math.round((double) saved / Math.max(1, since)),
        newest);
  }

  /** Returns the id that such a finding has on every day. */
  public String id() {
    return KnownFindings.id(integration, pattern, resource);
  }

  /** Returns the saving as a percentage of the allocation; empty if that is not known. */
  public OptionalDouble percent(OptionalLong allocation) {
    return allocation.isPresent() && allocation.getAsLong() > 0
        ? OptionalDouble.of(100.0 * perDay / allocation.getAsLong())
        : OptionalDouble.empty();
  }

  /**
   * Returns whether it continues, as far as is known.
   *
   * @param newest the newest day with known calls
   */
  public boolean isGoingOn(LocalDate newest) {
    return lastSeen.isAfter(newest.minusDays(MAX_ABSENCE));
  }
}

package dev.headroom.org;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The time zones that an org may be in: places of the IANA time zone database, which imply clock
 * changes, and GMT. Offsets and abbreviations are not accepted: they say nothing about summer time.
 */
public final class TimeZones {
  /** What to write instead of an invalid zone. */
  public static final String REMEDY =
      "Write an area and a place of the IANA time zone database, such as Europe/Berlin or"
          + " America/New_York, or leave it out for GMT.";

  private static final Pattern FORM =
      Pattern.compile("UTC|GMT|[A-Z][A-Za-z_]*(/[A-Z][A-Za-z_+-]*)+");

  private static final Pattern FIXED =
      Pattern.compile(
          "[A-Z]{1,5}([0-9][A-Z0-9]*)?|((Etc/)?(UTC|GMT))?[+-]?[0-9][0-9:]*|SystemV/.*");

  /** No id is longer than about half of this; nothing is similar to a longer text. */
  private static final int LONGEST = 64;

  private static final int NEAR = 2;
  private static final int MOST = 3;

  private TimeZones() {}

  /** Returns the zone of an id; empty if there is none, or if it names no place. */
  public static Optional<ZoneId> find(String id) {
    return FORM.matcher(id).matches() && ZoneRulesProvider.getAvailableZoneIds().contains(id)
        ? Optional.of(ZoneId.of(id))
        : Optional.empty();
  }

  /** Returns whether {@code text} is an offset or an abbreviation. */
  public static boolean isFixed(String text) {
    return text.length() <= LONGEST && FIXED.matcher(text).matches();
  }

  /**
   * Returns at most three ids that {@code text} may have been meant for, the most similar first.
   */
  public static List<String> near(String text) {
    if (text.length() > LONGEST || isFixed(text)) {
      return List.of();
    }
    String word = text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    Map<String, Integer> found = new TreeMap<>();
    for (String id : ZoneRulesProvider.getAvailableZoneIds()) {
      if (FORM.matcher(id).matches()) {
        String lower = id.toLowerCase(Locale.ROOT);
        int away = Math.min(distance(word, lower), 1 + distance(place(word), place(lower)));
        if (away <= NEAR) {
          found.put(id, away);
        }
      }
    }
    return found.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String place(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /** The number of letters to insert, remove or change (Levenshtein, 1965). */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > NEAR) {
      return Integer.MAX_VALUE - 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

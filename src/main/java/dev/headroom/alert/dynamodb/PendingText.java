package dev.headroom.alert.dynamodb;

import dev.headroom.alert.Pending;
import dev.headroom.alert.Severity;
import dev.headroom.history.NameDictionary;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is pending for an org's limits, as the state row stores it. Every byte of the row costs
 * money with every poll, so a limit takes about ten: {@code t8yq60 1fA0E0 2cX8c} is the earliest
 * time in epoch seconds, then for each limit its code in the dictionary and, by level, the seconds
 * after that time. Numbers are in base 36, in lower case; a capital names a level and whether it is
 * reached ({@code A}, {@code E}, {@code X}) or left ({@code F}, {@code G}, {@code H}). Of a limit
 * that is watched for jumps there follow, for each reading that is kept, its time ({@code S}) and
 * what was used ({@code U}); an early release ignores both.
 */
final class PendingText {
  private static final int BASE = 36;
  private static final char SEEN = 'S';
  private static final char USED = 'U';
  private static final Pattern TIME = Pattern.compile("([A-Z])([0-9a-z]{1,8})");
  private static final Pattern LIMIT = Pattern.compile("([0-9a-z]{1,6})((?:[A-Z][0-9a-z]{1,8})*)");

  private PendingText() {}

  static String write(SortedMap<LimitName, Pending> pending, NameDictionary dictionary) {
    long first =
        pending.values().stream()
            .flatMap(
                p ->
                    Stream.of(p.reached().values(), p.left().values(), p.recent().keySet())
                        .flatMap(Collection::stream))
            .mapToLong(Instant::getEpochSecond)
            .min()
            .orElse(0);
    SortedMap<Integer, Pending> byCode = new TreeMap<>();
    dictionary
        .codesOf(pending.keySet())
        .forEach((name, code) -> byCode.put(code, pending.getOrDefault(name, Pending.NOTHING)));
    StringBuilder text = new StringBuilder(Long.toString(first, BASE));
    byCode.forEach(
        (code, p) -> {
          text.append(' ').append(Integer.toString(code, BASE));
          for (Severity severity : Severity.values()) {
            append(text, letter(severity, false), p.reached().get(severity), first);
          }
          for (Severity severity : Severity.values()) {
            append(text, letter(severity, true), p.left().get(severity), first);
          }
          p.recent()
              .forEach(
                  (slot, used) -> {
                    append(text, SEEN, slot, first);
                    text.append(USED).append(Long.toString(used, BASE));
                  });
        });
    return text.toString();
  }

  private static char letter(Severity severity, boolean left) {
    return switch (severity) {
      case ATTENTION -> left ? 'F' : 'A';
      case ESCALATION -> left ? 'G' : 'E';
      case EXHAUSTED -> left ? 'H' : 'X';
    };
  }

  private static void append(StringBuilder text, char letter, @Nullable Instant since, long first) {
    if (since != null) {
      text.append(letter).append(Long.toString(since.getEpochSecond() - first, BASE));
    }
  }

  /**
   * Reads what was written; a level that only a newer version knows is ignored.
   *
   * @throws IllegalStateException if Headroom did not write it
   */
  static SortedMap<LimitName, Pending> read(String text, NameDictionary dictionary) {
    String[] words = text.split(" ", -1);
    Map<Integer, Pending> byCode = new HashMap<>();
    try {
      long first = Long.parseLong(words[0], BASE);
      for (int i = 1; i < words.length; i++) {
        Matcher limit = LIMIT.matcher(words[i]);
        if (!limit.matches()) {
          throw new IllegalStateException("what is pending is not '" + text + "'");
        }
        byCode.put(Integer.parseInt(limit.group(1), BASE), pending(limit.group(2), first));
      }
    } catch (NumberFormatException e) {
      throw new IllegalStateException("what is pending is not '" + text + "'", e);
    }
    SortedMap<LimitName, Pending> pending = new TreeMap<>();
    dictionary
        .namesOf(byCode.keySet())
        .forEach((code, name) -> pending.put(name, byCode.getOrDefault(code, Pending.NOTHING)));
    return pending;
  }

  private static Pending pending(String times, long first) {
    Map<Severity, Instant> reached = new EnumMap<>(Severity.class);
    Map<Severity, Instant> left = new EnumMap<>(Severity.class);
    SortedMap<Instant, Long> recent = new TreeMap<>();
    Instant seen = null;
    Matcher time = TIME.matcher(times);
    while (time.find()) {
      if (time.group(1).charAt(0) == USED) {
        if (seen != null) {
          recent.put(seen, Long.parseLong(time.group(2), BASE));
        }
        continue;
      }
      Instant since = Instant.ofEpochSecond(first + Long.parseLong(time.group(2), BASE));
      char letter = time.group(1).charAt(0);
      seen = letter == SEEN ? since : seen;
      for (Severity severity : Severity.values()) {
        if (letter == letter(severity, false)) {
          reached.put(severity, since);
        } else if (letter == letter(severity, true)) {
          left.put(severity, since);
        }
      }
    }
    return new Pending(reached, left, recent);
  }
}

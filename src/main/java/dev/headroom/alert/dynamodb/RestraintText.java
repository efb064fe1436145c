package dev.headroom.alert.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.spend.Breaker;
import dev.headroom.spend.Movement;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.Spend;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keeps Headroom from calling an org, as the state row stores it. Every byte costs money with
 * every poll: {@code spend} is day, cap, minute of the last reading and one count per purpose, all
 * in base 36, without trailing zeros; {@code brk} is failures, skipped slots and minute of the last
 * failure. Both are absent if there is nothing to store.
 */
final class RestraintText {
  private static final int BASE = 36;
  private static final String SPEND = "spend";
  private static final String BREAKER = "brk";
  private static final String MOVEMENT = "mv";
  private static final String PAUSED_FROM = "pzAt";
  private static final String PAUSED_UNTIL = "pz";
  private static final String PAUSED_BY = "pzBy";
  private static final String PAUSED_WHY = "pzWhy";
  private static final String NONE = "-";
  private static final int COUNTS_FROM = 3;

  private RestraintText() {}

  static void write(Restraint restraint, Item.Builder row) {
    Spend spend = restraint.spend();
    if (spend != null) {
      row.text(SPEND, spend(spend));
    }
    Breaker breaker = restraint.breaker();
    if (breaker.failedAt() != null) {
      row.text(
          BREAKER,
          breaker.failures() + " " + breaker.skipped() + " " + text(minute(breaker.failedAt())));
    }
    Movement movement = restraint.movement();
    if (movement != null) {
      row.text(MOVEMENT, movement(movement));
    }
    Pause pause = restraint.pause();
    if (pause != null) {
      row.seconds(PAUSED_FROM, pause.from())
          .seconds(PAUSED_UNTIL, pause.until())
          .text(PAUSED_BY, pause.by())
          .text(PAUSED_WHY, pause.reason());
    }
  }

  static Restraint read(Item row) {
    return new Restraint(
        row.findText(SPEND).map(RestraintText::spend).orElse(null),
        row.findText(BREAKER).map(RestraintText::breaker).orElse(Breaker.CLOSED),
        pause(row),
        row.findText(MOVEMENT).map(RestraintText::movement).orElse(null));
  }

  private static String spend(Spend spend) {
    StringBuilder text =
        new StringBuilder(text(spend.day().toEpochDay()))
            .append(' ')
            .append(text(spend.cap()))
            .append(' ')
            .append(spend.askedAt() == null ? NONE : text(minute(spend.askedAt())));
    int zeros = 0;
    for (Purpose purpose : Purpose.values()) {
      if (spend.of(purpose) == 0) {
        zeros++;
        continue;
      }
      text.append(" 0".repeat(zeros)).append(' ').append(text(spend.of(purpose)));
      zeros = 0;
    }
    return text.toString();
  }

  private static Spend spend(String text) {
    List<String> words = words(text, COUNTS_FROM);
    try {
      Map<Purpose, Integer> calls = new EnumMap<>(Purpose.class);
      Purpose[] purposes = Purpose.values();
      // What only a newer version counts is ignored.
      for (int i = COUNTS_FROM; i < words.size() && i - COUNTS_FROM < purposes.length; i++) {
        calls.put(purposes[i - COUNTS_FROM], Integer.parseInt(words.get(i), BASE));
      }
      return new Spend(
          LocalDate.ofEpochDay(Long.parseLong(words.get(0), BASE)),
          Long.parseLong(words.get(1), BASE),
          calls,
          words.get(2).equals(NONE) ? null : time(words.get(2)));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("what was spent is not '" + text + "'", e);
    }
  }

  private static Breaker breaker(String text) {
    List<String> words = words(text, COUNTS_FROM);
    try {
      return new Breaker(
          Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)), time(words.get(2)));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("a breaker is not '" + text + "'", e);
    }
  }

  private static String movement(Movement movement) {
    return (movement.at() == null ? NONE : text(minute(movement.at())))
        + " "
        + text(movement.counted());
  }

  private static Movement movement(String text) {
    List<String> words = words(text, 2);
    try {
      return new Movement(
          words.get(0).equals(NONE) ? null : time(words.get(0)),
          Integer.parseInt(words.get(1), BASE));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("a movement is not '" + text + "'", e);
    }
  }

  private static @Nullable Pause pause(Item row) {
    Instant until = row.findSeconds(PAUSED_UNTIL).orElse(null);
    return until == null
        ? null
        : new Pause(
            row.findSeconds(PAUSED_FROM).orElse(until),
            until,
            row.findText(PAUSED_BY).orElse(""),
            row.findText(PAUSED_WHY).orElse(""));
  }

  private static List<String> words(String text, int least) {
    List<String> words = List.of(text.split(" ", -1));
    if (words.size() < least) {
      throw new IllegalStateException("the state holds '" + text + "'");
    }
    return words;
  }

  /** Slots are whole minutes. */
  private static long minute(Instant slot) {
    return Math.floorDiv(slot.getEpochSecond(), 60);
  }

  private static Instant time(String minute) {
    return Instant.ofEpochSecond(Math.multiplyExact(Long.parseLong(minute, BASE), 60L));
  }

  private static String text(long number) {
    return Long.toString(number, BASE);
  }
}

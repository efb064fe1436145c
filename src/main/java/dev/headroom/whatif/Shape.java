package dev.headroom.whatif;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When the calls of a day come: evenly between two times, on some days of the week. In GMT, as the
 * windows of limits are.
 *
 * @param days at least one
 * @param from start of the span
 * @param to its end; not after {@code from} means on the next day, equal to it a whole day later
 */
public record Shape(SortedSet<DayOfWeek> days, LocalTime from, LocalTime to) {
  /** At any time of every day. */
  public static final Shape EVEN =
      new Shape(
          new TreeSet<>(EnumSet.allOf(DayOfWeek.class)), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private static final int LETTERS = 3;

  public Shape {
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    if (days.isEmpty()) {
      throw new IllegalArgumentException("no days");
    }
  }

  /**
   * Reads {@code even}, {@code 02:00-04:00}, {@code weekdays 09:00-17:00}, {@code mon,thu
   * 22:00-01:00}; days alone mean the whole day. Empty if it is none of these.
   */
  public static Optional<Shape> read(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    if (words.equals("even")) {
      return Optional.of(EVEN);
    }
    SortedSet<DayOfWeek> days = EVEN.days();
    LocalTime from = EVEN.from();
    LocalTime to = EVEN.to();
    String[] parts = words.split("\\s+", -1);
    if (parts.length > 2) {
      return Optional.empty();
    }
    try {
      String last = parts[parts.length - 1];
      boolean timed = last.contains(":");
      if (timed) {
        int dash = last.indexOf('-');
        if (dash < 0) {
          return Optional.empty();
        }
        from = LocalTime.parse(last.substring(0, dash));
        to = LocalTime.parse(last.substring(dash + 1));
      }
      if (parts.length == 2 || !timed) {
        days = days(parts[0]);
      }
      return (parts.length == 2 && !timed) || days.isEmpty()
          ? Optional.empty()
          : Optional.of(new Shape(days, from, to));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static SortedSet<DayOfWeek> days(String words) {
    SortedSet<DayOfWeek> days = new TreeSet<>();
    for (String word : words.split(",", -1)) {
      List<DayOfWeek> named = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        boolean weekend = WEEKEND.contains(day);
        if (word.equals(weekend ? "weekends" : "weekdays")
            || word.equals(day.name().substring(0, LETTERS).toLowerCase(Locale.ROOT))) {
          named.add(day);
        }
      }
      if (named.isEmpty()) {
        return new TreeSet<>();
      }
      days.addAll(named);
    }
    return days;
  }

  /** Returns the same calls {@code by} later; earlier if it is negative. */
  public Shape moved(Duration by) {
    Duration begin = Duration.between(LocalTime.MIDNIGHT, from).plus(by);
    long over = Math.floorDiv(begin.toSeconds(), Duration.ofDays(1).toSeconds());
    SortedSet<DayOfWeek> moved = new TreeSet<>();
    days.forEach(day -> moved.add(day.plus(over)));
    return new Shape(moved, from.plus(by), to.plus(by));
  }

  /**
   * Returns how much comes after {@code start} up to {@code end}, as a multiple of what comes on a
   * day with calls.
   */
  double between(Instant start, Instant end) {
    double days = 0;
    LocalDate last = LocalDate.ofInstant(end, ZoneOffset.UTC);
    // A span may reach into the next day.
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC).minusDays(1);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      if (this.days.contains(day.getDayOfWeek())) {
        Instant begin = day.atTime(from).toInstant(ZoneOffset.UTC);
        Instant over = begin.plus(length());
        Instant a = begin.isAfter(start) ? begin : start;
        Instant b = over.isBefore(end) ? over : end;
        if (a.isBefore(b)) {
          days += (double) Duration.between(a, b).toSeconds() / length().toSeconds();
        }
      }
    }
    return days;
  }

  private Duration length() {
    Duration length = Duration.between(from, to);
    return length.isPositive() ? length : length.plusDays(1);
  }

  /** Returns the form that {@link #read} reads. */
  @Override
  public String toString() {
    if (equals(EVEN)) {
      return "even";
    }
    String times = from + "-" + to;
    if (days.equals(EVEN.days())) {
      return times;
    }
    String words = words();
    return from.equals(to) && from.equals(LocalTime.MIDNIGHT) ? words : words + " " + times;
  }

  private String words() {
    SortedSet<DayOfWeek> weekdays = new TreeSet<>(EVEN.days());
    weekdays.removeAll(WEEKEND);
    if (days.equals(weekdays)) {
      return "weekdays";
    }
    if (days.equals(new TreeSet<>(WEEKEND))) {
      return "weekends";
    }
    return String.join(
        ",",
        days.stream().map(d -> d.name().substring(0, LETTERS).toLowerCase(Locale.ROOT)).toList());
  }
}

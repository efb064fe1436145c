package dev.headroom.report.html;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence whose times are marked, so that a browser can show them in its own zone. Times in
 * sentences are those of {@link dev.headroom.words.Moments}, or instants as machines write them.
 * Pages write UTC where messages write GMT.
 */
final class Prose {
  private static final Pattern ISO =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z");

  /** {@code 14:20}, {@code since Thu 02:10}, {@code 9 Dec 11:00 GMT}. */
  private static final Pattern NEAR =
      Pattern.compile(
          "(since )?(?<![:\\d])\\b((?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) |(\\d{1,2} [A-Z][a-z]{2}) )?"
              + "([01]\\d|2[0-3]):([0-5]\\d))(?![\\d:])( GMT| UTC)?");

  private static final Pattern ANY = Pattern.compile(ISO.pattern() + "|" + NEAR.pattern());
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private Prose() {}

  /**
   * A piece of a sentence.
   *
   * @param iso the moment that the text names; null when it names none
   */
  @RegisterForReflection
  public record Part(String text, @Nullable String iso) {}

  /** A sentence of Headroom's own words, with every time of day in it. */
  static List<Part> of(String sentence, Instant now) {
    return parts(sentence, ANY, now);
  }

  /** A sentence that may hold others' words: only whole instants are taken for times. */
  static List<Part> withOthersWords(String sentence, Instant now) {
    return parts(sentence, ISO, now);
  }

  /** The same without marks. */
  static String plain(String sentence, Instant now) {
    StringBuilder text = new StringBuilder();
    withOthersWords(sentence, now).forEach(part -> text.append(part.text()));
    return text.toString();
  }

  private static List<Part> parts(String sentence, Pattern times, Instant now) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    Matcher found = times.matcher(sentence);
    while (found.find()) {
      Part part = time(found.toMatchResult(), now);
      if (part != null) {
        int end = found.end();
        int start = end - length(found);
        text(parts, sentence.substring(from, start));
        parts.add(part);
        from = end;
      }
    }
    text(parts, sentence.substring(from));
    return List.copyOf(parts);
  }

  /** Of the time alone, without a word before it. */
  private static int length(MatchResult found) {
    int all = found.end() - found.start();
    String since = found.groupCount() == 0 ? null : found.group(1);
    return since == null ? all : all - since.length();
  }

  private static void text(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(text.replace(" GMT", " UTC"), null));
    }
  }

  private static @Nullable Part time(MatchResult found, Instant now) {
    if (found.groupCount() == 0 || found.group(2) == null) {
      Instant at = Instant.parse(found.group());
      return new Part(Cells.Moment.of(at, now).text() + " UTC", at.toString());
    }
    LocalDate day = day(found, LocalDate.ofInstant(now, ZoneOffset.UTC));
    if (day == null) {
      return null;
    }
    LocalTime time =
        LocalTime.of(Integer.parseInt(found.group(5)), Integer.parseInt(found.group(6)));
    String zone = found.group(7) == null ? "" : " UTC";
    return new Part(found.group(2) + zone, day.atTime(time).toInstant(ZoneOffset.UTC).toString());
  }

  private static @Nullable LocalDate day(MatchResult found, LocalDate today) {
    String weekday = found.group(3);
    if (weekday != null) {
      DayOfWeek of = DayOfWeek.from(WEEKDAY.parse(weekday));
      return today.with(
          found.group(1) == null ? TemporalAdjusters.next(of) : TemporalAdjusters.previous(of));
    }
    if (found.group(4) == null) {
      return today;
    }
    try {
      LocalDate day = MonthDay.from(DAY.parse(found.group(4))).atYear(today.getYear());
      // Sentences name no time that is half a year away.
      return day.isBefore(today.minusMonths(6))
          ? day.plusYears(1)
          : day.isAfter(today.plusMonths(6)) ? day.minusYears(1) : day;
    } catch (DateTimeException e) {
      return null;
    }
  }
}

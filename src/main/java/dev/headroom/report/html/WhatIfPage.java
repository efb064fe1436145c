package dev.headroom.report.html;

import dev.headroom.alert.Levels;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.report.LimitView;
import dev.headroom.report.Status;
import dev.headroom.report.WhatIfReport;
import dev.headroom.report.words.WhatIfWords;
import dev.headroom.whatif.Answer;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question about a change, and its answer.
 *
 * @param json the same as JSON
 * @param counted the unit of the chosen limit, {@code Calls} or {@code MB}
 * @param given what was asked, by member; empty texts for absent ones
 * @param violations what is wrong with it
 * @param verdict whether it fits and which levels it reaches when; empty if there is no answer
 * @param summary the answer in words; null if nothing was asked, or if the question was invalid
 * @param assumed what was assumed about changed integrations, a text each
 * @param days empty if there is no answer
 */
@RegisterForReflection
public record WhatIfPage(
    String org,
    String action,
    String json,
    List<Cells.Option> limits,
    String counted,
    Map<String, String> given,
    List<Violation> violations,
    String verdict,
    @Nullable String summary,
    List<String> assumed,
    List<Day> days) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  /**
   * A coming day.
   *
   * @param before the highest use without the change
   * @param after with it
   * @param out on how many of the compared days it would run out, in words
   */
  @RegisterForReflection
  public record Day(String date, Cells.Bar before, Cells.Bar after, String out) {}

  /** Returns whether a member asks something: the limit and the days alone do not. */
  static boolean isAsked(String member) {
    return !member.equals("limit") && !member.equals("days");
  }

  static WhatIfPage of(
      String org,
      String query,
      List<LimitView> limits,
      Function<LimitName, LimitInfo> describe,
      Map<String, String> given,
      WhatIfReport report) {
    Answer answer = report.answer();
    String chosen = chosen(given);
    return new WhatIfPage(
        org,
        "/orgs/" + org + "/what-if",
        "/api/orgs/" + org + "/what-if" + (query.isEmpty() ? "" : "?" + query),
        Cells.limits(limits, chosen),
        counted(chosen, describe),
        given,
        report.violations(),
        answer instanceof Answer.Told told ? WhatIfWords.verdict(told, levels(limits, chosen)) : "",
        answer == null
            ? null
            : WhatIfWords.of(answer, limit -> Figures.label(describe.apply(limit))),
        report.assumed().stream().map(WhatIfWords::assumed).toList(),
        answer instanceof Answer.Told told
            ? told.days().stream().map(day -> day(day, told, levels(limits, chosen))).toList()
            : List.of());
  }

  /** Returns the given value of a member, for its field. */
  public String value(String member) {
    return given.getOrDefault(member, "");
  }

  /** What the chosen limit counts, within a sentence. */
  public String countedLower() {
    return counted.length() > 1 && Character.isUpperCase(counted.charAt(1))
        ? counted
        : counted.toLowerCase(Locale.ROOT);
  }

  private static String counted(String limit, Function<LimitName, LimitInfo> describe) {
    boolean isName = limit.length() <= LimitName.MAX_LENGTH;
    String unit = isName ? describe.apply(new LimitName(limit)).unit() : "";
    return switch (unit) {
      case "requests" -> "Calls";
      case "" -> "Use";
      default -> Character.toUpperCase(unit.charAt(0)) + unit.substring(1);
    };
  }

  /** Returns the limit that is asked about. */
  static String chosen(Map<String, String> given) {
    return given.getOrDefault("limit", LimitName.DAILY_API_REQUESTS.value());
  }

  private static Levels levels(List<LimitView> limits, String name) {
    return limits.stream()
        .filter(limit -> limit.info().name().value().equals(name))
        .map(LimitView::levels)
        .findFirst()
        .orElse(Levels.DEFAULT);
  }

  private static Day day(Answer.Day day, Answer.Told told, Levels levels) {
    LocalDate date = day.date();
    return new Day(
        DATE.format(date),
        bar(day.peakBefore(), told.max(), levels),
        bar(day.peakAfter(), told.maxThen(), levels),
        day.outAfter() == 0
            ? "no"
            : day.compared() == 1 ? "yes" : day.outAfter() + " of " + day.compared());
  }

  private static Cells.Bar bar(double used, long max, Levels levels) {
    double percent = 100 * used / max;
    Status status = Status.OK;
    for (Severity severity : Severity.values()) {
      status = percent >= levels.threshold(severity) ? Status.of(severity) : status;
    }
    return Cells.Bar.of(percent, levels, status);
  }
}

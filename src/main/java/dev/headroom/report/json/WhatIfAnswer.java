package dev.headroom.report.json;

import dev.headroom.report.words.WhatIfWords;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.ChangedIntegrations.Assumption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The external form of a what-if answer.
 *
 * @param summary the same in words
 * @param unknown why there is no answer; then all members below but {@code assumed} are null. Null
 *     if there is one
 * @param asOf the newest reading
 * @param history how many past days were used
 * @param hoursRead in how many of its 24 hours such a day was read, the median of them
 * @param weekly whether weekdays are distinguished
 * @param assumed what was assumed about changed integrations, a text each
 */
@RegisterForReflection
public record WhatIfAnswer(
    String limit,
    String summary,
    @Nullable String unknown,
    @Nullable String asOf,
    @Nullable Integer history,
    @Nullable Integer hoursRead,
    @Nullable Boolean weekly,
    @Nullable Outcome before,
    @Nullable Outcome after,
    @Nullable List<Day> days,
    List<String> assumed) {

  /** The result over the coming days, without the change or with it. */
  @RegisterForReflection
  public record Outcome(
      long max,
      double peakUsed,
      double peakPercent,
      String peakAt,
      List<String> daysAtRisk,
      @Nullable String firstExhaustion) {}

  /** One coming day. */
  @RegisterForReflection
  public record Day(
      String date,
      int compared,
      double peakBefore,
      double peakAfter,
      int outBefore,
      int outAfter) {}

  /** Returns the external form of {@code answer} and of what was assumed for it. */
  public static WhatIfAnswer of(Answer answer, List<Assumption> assumptions) {
    List<String> assumed = assumptions.stream().map(WhatIfWords::assumed).toList();
    String limit = answer.limit().value();
    String summary = WhatIfWords.of(answer);
    return switch (answer) {
      case Answer.Unknown u ->
          new WhatIfAnswer(
              limit,
              summary,
              WhatIfWords.reason(u),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              assumed);
      case Answer.Told t ->
          new WhatIfAnswer(
              limit,
              summary,
              null,
              t.asOf().toString(),
              t.history(),
              t.hoursRead(),
              t.weekly(),
              outcome(t.max(), t.before()),
              outcome(t.maxThen(), t.after()),
              t.days().stream().map(WhatIfAnswer::day).toList(),
              assumed);
    };
  }

  private static Outcome outcome(long max, Answer.Outcome outcome) {
    Instant first = outcome.firstExhaustion();
    return new Outcome(
        max,
        tenths(outcome.peakUsed()),
        tenths(outcome.peakPercent()),
        outcome.peakAt().toString(),
        outcome.daysAtRisk().stream().map(LocalDate::toString).toList(),
        first == null ? null : first.toString());
  }

  private static Day day(Answer.Day day) {
    return new Day(
        day.date().toString(),
        day.compared(),
        tenths(day.peakBefore()),
        tenths(day.peakAfter()),
        day.outBefore(),
        day.outAfter());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}

package dev.headroom.notify;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Transition;
import dev.headroom.limits.Reading;
import dev.headroom.words.ProjectionWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a person is shown of the use of a limit. */
final class UseFacts {
  private static final double SECONDS_PER_HOUR = 3_600;

  /** Below this a pace is given per day. */
  private static final double MIN_PER_HOUR = 10;

  private UseFacts() {}

  /**
   * Returns how much use is expected to rise per hour until the limit runs out, to two significant
   * digits; null unless it is likely to run out.
   */
  static @Nullable Double perHour(Transition transition) {
    Foresight.Exhaustion e = transition.foreseen();
    if (e == null
        || !ProjectionWords.isLikely(e.probability())
        || !(transition.evidence() instanceof Evidence.Use use)
        || use.reading() == null
        || use.reading().remaining() <= 0
        || !e.at().isAfter(use.slot())) {
      return null;
    }
    double hours = Duration.between(use.slot(), e.at()).toSeconds() / SECONDS_PER_HOUR;
    return rounded(use.reading().remaining() / hours);
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(2)).doubleValue();
  }

  /** Returns {@code 82,000 of 100,000; rising by about 4,300 per hour}. */
  static String used(Reading reading, @Nullable Double perHour) {
    String used = String.format(Locale.ROOT, "%,d of %,d", reading.used(), reading.max());
    if (perHour == null) {
      return used;
    }
    return perHour < MIN_PER_HOUR
        ? used + String.format(Locale.ROOT, "; rising by about %,.0f per day", perHour * 24)
        : used + String.format(Locale.ROOT, "; rising by about %,.0f per hour", perHour);
  }

  /** Returns {@code 1. Do this. 2. Do that.} */
  static String numbered(List<String> steps) {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> i + 1 + ". " + steps.get(i))
        .collect(Collectors.joining(" "));
  }
}

package dev.headroom.local;

import dev.headroom.report.words.WhatIfWords;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.ChangedIntegrations.Assumption;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** A what-if answer for a terminal. Times are GMT. */
final class WhatIfText {
  private WhatIfText() {}

  static String of(Answer answer, List<Assumption> assumed) {
    StringBuilder text = new StringBuilder(WhatIfWords.of(answer));
    assumed.forEach(a -> text.append(System.lineSeparator()).append(WhatIfWords.assumed(a)));
    if (answer instanceof Answer.Told told) {
      text.append('\n').append(row("day", "peak as it is", "with it", "runs out"));
      for (Answer.Day day : told.days()) {
        text.append(
            row(
                day.weekday().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + day.date(),
                peak(day.peakBefore(), told.max()),
                peak(day.peakAfter(), told.maxThen()),
                day.outAfter() == 0 ? "-" : day.outAfter() + " of " + day.compared()));
      }
    }
    return text.toString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%n%-14s %14s %14s %10s", cells);
  }

  private static String peak(double used, long max) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(1000 * used / max) / 10);
  }
}

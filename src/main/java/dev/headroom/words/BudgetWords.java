package dev.headroom.words;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Transition;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says how many calls an integration made of those that it may make. */
public final class BudgetWords {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private BudgetWords() {}

  /** {@code ERP Sync made 21,345 calls on 25 Nov, its budget is 20,000 a day}, or the like. */
  static String title(Transition transition, Evidence.Budget b) {
    String name = b.name().isEmpty() ? transition.key().subject().id() : b.name();
    if (b.budget() == 0) {
      return name + " has no budget any more";
    }
    String budget = "its budget is " + Figures.number(b.budget()) + " a day" + tooLarge(b);
    if (transition instanceof Transition.Resolved) {
      return "%s is within its budget again: %s of %s calls%s"
          .formatted(name, Figures.number(b.calls()), Figures.number(b.budget()), on(b));
    }
    return b.projected()
        ? "%s is likely to make about %s calls%s, %s"
            .formatted(name, Figures.number(b.calls()), on(b), budget)
        : "%s made %s calls%s, %s".formatted(name, Figures.number(b.calls()), on(b), budget);
  }

  /** {@code 21,345 of 20,000 calls on 25 Nov}, and what is only expected says so. */
  public static String shown(Evidence.Budget b) {
    return (b.projected() ? "likely about " : "")
        + "%s of %s calls%s"
            .formatted(Figures.number(b.calls()), Figures.number(b.budget()), on(b));
  }

  /** A budget above the allocation never protects the org. */
  private static String tooLarge(Evidence.Budget b) {
    Long allocation = b.allocation();
    return allocation == null
        ? ""
        : ", more than the %s that the whole org may make".formatted(Figures.number(allocation));
  }

  private static String on(Evidence.Budget b) {
    LocalDate day = b.day();
    if (day == null) {
      return " today";
    }
    return day.equals(LocalDate.ofInstant(b.slot(), ZoneOffset.UTC))
        ? " today"
        : " on " + DAY.format(day);
  }
}

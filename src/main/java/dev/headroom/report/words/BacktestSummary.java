package dev.headroom.report.words;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Event;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Plan;
import dev.headroom.backtest.Span;
import dev.headroom.backtest.Tally;
import java.time.Duration;
import java.util.List;

/** Describes a backtest in sentences. */
public final class BacktestSummary {
  private BacktestSummary() {}

  /**
   * Returns all of it: what history lacks, the alerts and pages, and the exhaustions with their
   * warnings.
   */
  public static String of(Backtest backtest) {
    Span span = backtest.span();
    if (span.first() == null) {
      return "There is no history in this time.";
    }
    if (backtest.limits().isEmpty()) {
      return "No limit of this name was read in this time.";
    }
    String tooShort = span.tooShort();
    Tally tally = backtest.total(Method.HEADROOM);
    return (tooShort == null ? "" : tooShort + " ")
        + alerts(with(backtest), tally, time(span))
        + now(backtest)
        + " "
        + events(tally, backtest.events());
  }

  private static String with(Backtest backtest) {
    Plan.InForce inForce = backtest.plan().inForce();
    return inForce == null ? "this policy" : inForce.tried();
  }

  /** What the policy in force would have done; empty if nothing else is tried. */
  private static String now(Backtest backtest) {
    if (backtest.plan().inForce() == null) {
      return "";
    }
    Tally tally = backtest.total(Method.NOW);
    return " As it is now: %s%s.".formatted(alerts(tally), paged(tally));
  }

  /**
   * {@code With this policy you would have had 5 alerts in 28 days, 2 of them pages: both ended in
   * exhaustion.}
   */
  static String alerts(String with, Tally tally, String time) {
    return "With %s you would have had %s in %s%s."
        .formatted(with, alerts(tally), time, paged(tally));
  }

  private static String alerts(Tally tally) {
    return tally.alerts() == 0 ? "no alert" : count(tally.alerts(), "alert");
  }

  /** Which of the alerts would have paged someone; empty if there was no alert. */
  private static String paged(Tally tally) {
    int n = tally.pages();
    if (tally.alerts() == 0) {
      return "";
    }
    if (n == 0) {
      return tally.alerts() == 1 ? ", not a page" : ", none of them a page";
    }
    String pages =
        tally.alerts() == 1 ? "a page" : n == 1 ? "1 of them a page" : n + " of them pages";
    return ", " + pages + ": " + real(n, tally.realPages(), tally.undecidedPages());
  }

  private static String real(int pages, int real, int undecided) {
    int known = pages - undecided;
    if (known == 0) {
      return pages == 1 ? "it is still open" : "all are still open";
    }
    String open = undecided == 0 ? "" : " (%d still open)".formatted(undecided);
    if (pages == 1) {
      return real == 1 ? "it ended in exhaustion" : "it did not end in exhaustion";
    }
    if (real == pages) {
      return pages == 2 ? "both ended in exhaustion" : "all ended in exhaustion";
    }
    return "%s ended in exhaustion%s".formatted(real == 0 ? "none" : Integer.toString(real), open);
  }

  /** What ran out, and whether there was a warning. */
  static String events(Tally tally, List<Event> events) {
    if (events.isEmpty()) {
      return "No limit ran out.";
    }
    int n = tally.events();
    int warned = tally.warned();
    String lead =
        tally
            .medianLead()
            .map(l -> (warned == 1 ? ", " : ", half of the warnings ") + ahead(l, warned))
            .orElse("");
    String ran = n == 1 ? "A limit ran out once" : "Limits ran out %d times".formatted(n);
    if (warned == 0) {
      return ran + ", without an alert before.";
    }
    return n == 1
        ? "%s, and an alert was open before%s.".formatted(ran, lead)
        : "%s: an alert was open before %s%s."
            .formatted(ran, warned == n ? "each" : warned + " of them", lead);
  }

  private static String ahead(Duration lead, int warned) {
    return length(lead) + (warned == 1 ? " ahead" : " ahead or more");
  }

  /** {@code 25 min}, {@code 5 h 20 min}, {@code 3 days}. */
  public static String length(Duration length) {
    long minutes = length.toMinutes();
    if (minutes < Duration.ofHours(1).toMinutes()) {
      return minutes + " min";
    }
    if (length.compareTo(Duration.ofDays(2)) < 0) {
      return length.toHours()
          + " h"
          + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
    }
    return length.toDays() + " days";
  }

  private static String time(Span span) {
    double days = span.days();
    return days < 1
        ? count((int) (days * 24), "hour")
        : days < 1.5 ? "a day" : Math.round(days) + " days";
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}

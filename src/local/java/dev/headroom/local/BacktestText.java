package dev.headroom.local;

import dev.headroom.backtest.Alert;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Event;
import dev.headroom.backtest.LimitResult;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Span;
import dev.headroom.backtest.Tally;
import dev.headroom.report.words.BacktestSummary;
import dev.headroom.report.words.BacktestWords;
import dev.headroom.words.Moments;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A backtest for a terminal. Times are GMT. */
final class BacktestText {
  private static final String ROW = "%-12s %7s %8s %9s %7s %6s %6s %6s %8s   %s%n";

  /** This many lines of one kind are enough; JSON has all. */
  private static final int MOST = 40;

  private final Backtest backtest;
  private final StringBuilder text = new StringBuilder();

  private BacktestText(Backtest backtest) {
    this.backtest = backtest;
  }

  static String of(Backtest backtest) {
    return new BacktestText(backtest).write();
  }

  private String write() {
    text.append(BacktestSummary.of(backtest)).append('\n');
    Span span = backtest.span();
    Instant last = span.last();
    if (last == null) {
      return text.toString().stripTrailing();
    }
    line(
        "\n%s: %s to %s, %s"
            .formatted(
                backtest.plan().org().id(), span.first(), last, BacktestWords.read(backtest)));
    table("all limits", backtest::total);
    events(last);
    backtest.limits().stream().filter(LimitResult::isTold).forEach(limit -> limit(limit, last));
    line("\n" + BacktestWords.quiet(backtest));
    return text.toString().stripTrailing();
  }

  private interface Tallies {
    Tally of(Method method);
  }

  private void table(String title, Tallies tallies) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n" + ROW,
            title.length() > 12 ? "" : title,
            "events",
            "warned",
            "lead",
            "alerts",
            "pages",
            "real",
            "false",
            "/30 days",
            "90 % intervals held, 1/4/12 h"));
    for (Method method : backtest.plan().methods()) {
      Tally t = tallies.of(method);
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              method.word(),
              t.events(),
              t.warned(),
              BacktestWords.lead(t),
              t.alerts(),
              t.pages(),
              t.realPages(),
              t.falseAlarms(),
              BacktestWords.monthly(backtest, t),
              BacktestWords.shares(t)));
    }
  }

  private void events(Instant now) {
    List<Event> events = backtest.events();
    if (!events.isEmpty()) {
      text.append("\nexhaustions\n");
    }
    events.stream()
        .limit(MOST)
        .forEach(
            e ->
                line(
                    "  %-13s to %-13s %s: %s"
                        .formatted(
                            Moments.near(e.start(), now),
                            BacktestWords.until(e.end(), now),
                            e.limit(),
                            e.warning(Method.HEADROOM)
                                .map(BacktestWords::warning)
                                .orElse("no alert before"))));
    more(events.size());
  }

  private void limit(LimitResult limit, Instant now) {
    line(
        "\n%s (%s): %s"
            .formatted(
                limit.limit(), limit.window().word(), BacktestWords.yardstick(limit.yardstick())));
    if (backtest.limits().size() > 1) {
      table("", limit::tally);
    }
    List<Alert> alerts = limit.alerts(Method.HEADROOM);
    alerts.stream()
        .limit(MOST)
        .forEach(
            a ->
                line(
                    "  %-13s to %-13s %s by %s%s: %s"
                        .formatted(
                            Moments.near(a.openedAt(), now),
                            BacktestWords.until(a.resolvedAt(), now),
                            a.worst().word(),
                            a.by().word(),
                            a.pagedAt() == null ? "" : ", page " + Moments.near(a.pagedAt(), now),
                            a.outcome().word())));
    more(alerts.size());
  }

  private void more(int all) {
    if (all > MOST) {
      line("  and %d more; --format json has all".formatted(all - MOST));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

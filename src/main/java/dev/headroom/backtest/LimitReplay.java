package dev.headroom.backtest;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Transition;
import dev.headroom.alert.Yardstick;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.UseForecast;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The replay of one limit: what each method forecasts, what is raised, what happened. */
final class LimitReplay {
  private final LimitName limit;
  private final AlertKey key;
  private final Window window;
  private final EventFinder finder;
  private final List<Seen> events = new ArrayList<>();
  private final Map<Method, Foreseen> methods = new EnumMap<>(Method.class);
  private long readings;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;

  private record Seen(EventFinder.Happening happening, Map<Method, Warning> warnings) {}

  /** What one method has said about the limit. */
  private static final class Foreseen {
    final @Nullable Baseline baseline;
    final Yardstick yardstick;
    final AlertScore score;
    final Intervals intervals = new Intervals();
    Foresight now = Foresight.BLIND;
    @Nullable Instant claimedSince;

    Foreseen(@Nullable Baseline baseline, Yardstick yardstick, Rules rules) {
      this.baseline = baseline;
      this.yardstick = yardstick;
      Duration policy = yardstick.horizons().attention();
      this.score =
          new AlertScore(
              policy != null && policy.compareTo(rules.horizon()) > 0 ? policy : rules.horizon());
    }
  }

  LimitReplay(Plan plan, LimitName limit) {
    this.limit = limit;
    this.key = AlertKey.usage(plan.org().id(), limit);
    this.window = plan.windows().apply(limit);
    Rules rules = Rules.of(window);
    this.finder = new EventFinder(rules);
    for (Method method : plan.methods()) {
      Baseline baseline =
          switch (method) {
            case HEADROOM, NOW, THRESHOLDS -> null;
            case LINEAR -> new LinearBaseline(rules.kind(), plan.org().quietInterval());
            case SEASONAL -> new SeasonalBaseline(rules.kind());
          };
      methods.put(method, new Foreseen(baseline, plan.yardstick(method, limit), rules));
    }
  }

  AlertKey key() {
    return key;
  }

  Yardstick yardstick(Method method) {
    return of(method).yardstick;
  }

  /** Returns the forecast of {@code method} at the last reading. */
  Foresight foresight(Method method) {
    return of(method).now;
  }

  /**
   * Adds a reading.
   *
   * @param outcome what the production forecast says at it
   */
  void next(Instant slot, Reading reading, OrgForecasts.Outcome outcome) {
    readings++;
    if (reading.isNotProvisioned() || reading.isUncapped() || reading.used() < 0) {
      methods.values().forEach(m -> m.now = Foresight.BLIND);
      return;
    }
    lowest = Math.min(lowest, reading.used());
    highest = Math.max(highest, reading.used());
    long t = slot.getEpochSecond();
    long calmSince = finder.calmSince();
    EventFinder.Happening begun = finder.next(t, (double) reading.used(), (double) reading.max());
    if (begun != null) {
      events.add(new Seen(begun, warnings(t, calmSince)));
    }
    methods.forEach((method, m) -> foresee(method, m, slot, reading, outcome));
  }

  private Map<Method, Warning> warnings(long t, long calmSince) {
    Map<Method, Warning> warnings = new EnumMap<>(Method.class);
    methods.forEach(
        (method, m) -> {
          Warning warning = m.score.event(t, calmSince);
          if (warning != null) {
            warnings.put(method, warning);
          }
        });
    return warnings;
  }

  private static void foresee(
      Method method, Foreseen m, Instant slot, Reading reading, OrgForecasts.Outcome outcome) {
    long t = slot.getEpochSecond();
    double used = (double) reading.used();
    double max = (double) reading.max();
    UseForecast use = null;
    switch (method) {
      case HEADROOM, NOW -> {
        m.now = Foresight.of(outcome, slot);
        use = outcome.projection().use().orElse(null);
      }
      case THRESHOLDS -> m.now = Foresight.CLEAR;
      case LINEAR, SEASONAL -> {
        if (m.baseline != null) {
          Guess guess = m.baseline.next(t, used, max);
          use = guess.use();
          m.now = foresight(m, guess, slot);
        }
      }
    }
    m.intervals.next(t, used, max, use);
  }

  private static Foresight foresight(Foreseen m, Guess guess, Instant slot) {
    return switch (guess.state()) {
      case EXHAUSTING -> {
        m.claimedSince = m.claimedSince == null ? slot : m.claimedSince;
        yield new Foresight.Exhaustion(
            Instant.ofEpochSecond(guess.likely()),
            Instant.ofEpochSecond(guess.earliest()),
            Instant.ofEpochSecond(guess.latest()),
            1,
            m.claimedSince,
            "");
      }
      case STABLE -> {
        m.claimedSince = null;
        yield Foresight.CLEAR;
      }
      case EXHAUSTED, UNKNOWN -> {
        m.claimedSince = null;
        yield Foresight.BLIND;
      }
    };
  }

  /** Records how {@code method} judges the last reading, and the open episode after it. */
  void told(Method method, long t, @Nullable Transition transition, @Nullable Episode episode) {
    Foreseen m = of(method);
    m.score.told(t, transition, episode, m.now, finder.isNeutral());
  }

  LimitResult end(long t) {
    Map<Method, Tally> tallies = new EnumMap<>(Method.class);
    Map<Method, List<Alert>> alerts = new EnumMap<>(Method.class);
    methods.forEach(
        (method, m) -> {
          m.score.end(t);
          List<Alert> told = m.score.alerts();
          alerts.put(method, told);
          tallies.put(method, tally(method, m, told));
        });
    return new LimitResult(
        limit,
        window,
        yardstick(Method.HEADROOM),
        Optional.ofNullable(methods.get(Method.NOW)).map(now -> now.yardstick).orElse(null),
        readings,
        highest > lowest,
        events(),
        tallies,
        alerts);
  }

  private List<Event> events() {
    return events.stream()
        .filter(e -> e.happening.counts)
        .map(
            e ->
                new Event(
                    limit,
                    Instant.ofEpochSecond(e.happening.start),
                    e.happening.end == null ? null : Instant.ofEpochSecond(e.happening.end),
                    e.warnings))
        .toList();
  }

  private Tally tally(Method method, Foreseen m, List<Alert> told) {
    List<Event> counted = events();
    List<Alert> pages = told.stream().filter(a -> a.pagedAt() != null).toList();
    return new Tally(
        counted.size(),
        counted.stream().flatMap(e -> e.warning(method).stream()).map(Warning::lead).toList(),
        told.size(),
        m.score.messages(),
        pages.size(),
        count(pages, Alert.Outcome.REAL),
        count(pages, Alert.Outcome.UNDECIDED),
        m.score.falseAlarms(),
        m.intervals.held(0),
        m.intervals.held(1),
        m.intervals.held(2));
  }

  private static int count(List<Alert> pages, Alert.Outcome outcome) {
    return (int) pages.stream().filter(a -> a.outcome() == outcome).count();
  }

  private Foreseen of(Method method) {
    return Objects.requireNonNull(methods.get(method));
  }
}

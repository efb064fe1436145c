package dev.headroom.backtest;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.NamePattern;
import dev.headroom.alert.Pending;
import dev.headroom.alert.Transition;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feeds samples to the forecasts and the rule, one after the other, from an empty state. Statements
 * on a sample are made before the next is read, so nothing from the future is known.
 */
final class Replay {
  private final Plan plan;
  private OrgForecasts forecasts;
  private final SortedMap<LimitName, LimitReplay> limits = new TreeMap<>();
  private final Map<Method, Map<AlertKey, Episode>> open = new EnumMap<>(Method.class);
  private final Map<Method, SortedMap<LimitName, Pending>> pending = new EnumMap<>(Method.class);
  private long readings;
  private @Nullable Instant last;

  Replay(Plan plan) {
    this.plan = plan;
    this.forecasts = noForecasts(plan);
    for (Method method : plan.methods()) {
      open.put(method, Map.of());
      pending.put(method, new TreeMap<>());
    }
  }

  private static OrgForecasts noForecasts(Plan plan) {
    OrgForecasts none = new OrgForecasts(plan.windows());
    none.follow(plan.org().zone());
    return none;
  }

  /** Takes the next sample; one that is not later than the last changes nothing. */
  void next(Sample sample) {
    Instant slot = sample.slot();
    if (last != null && !slot.isAfter(last)) {
      return;
    }
    last = slot;
    Instant another = plan.anotherSince();
    if (another != null && !slot.isBefore(another) && forecasts.areOlderThan(another)) {
      forecasts = noForecasts(plan);
    }
    SortedMap<LimitName, Reading> seen = wanted(sample);
    readings += seen.size();
    forecasts
        .next(slot, seen)
        .forEach(
            (limit, outcome) ->
                limit(limit).next(slot, Objects.requireNonNull(seen.get(limit)), outcome));
    for (Method method : plan.methods()) {
      judge(method, slot, seen);
    }
  }

  long readings() {
    return readings;
  }

  /** Returns the results, by limit. */
  List<LimitResult> end() {
    Instant end = last;
    return end == null
        ? List.of()
        : limits.values().stream().map(l -> l.end(end.getEpochSecond())).toList();
  }

  private SortedMap<LimitName, Reading> wanted(Sample sample) {
    SortedMap<LimitName, Reading> wanted = new TreeMap<>();
    sample
        .snapshot()
        .readings()
        .forEach(
            (limit, reading) -> {
              if (limits.containsKey(limit) || NamePattern.matches(plan.limits(), limit.value())) {
                wanted.put(limit, reading);
              }
            });
    return wanted;
  }

  private LimitReplay limit(LimitName name) {
    return limits.computeIfAbsent(name, l -> new LimitReplay(plan, l));
  }

  private void judge(Method method, Instant slot, SortedMap<LimitName, Reading> seen) {
    SortedMap<LimitName, Evidence.Use> evidence = new TreeMap<>();
    seen.forEach(
        (limit, reading) ->
            evidence.put(limit, Evidence.Use.of(slot, reading, limit(limit).foresight(method))));
    Map<AlertKey, Episode> before = Objects.requireNonNull(open.get(method));
    Evaluator.Judgement judgement =
        Evaluator.evaluate(
            plan.org().id(),
            before,
            Objects.requireNonNull(pending.get(method)),
            evidence,
            l -> limit(l).yardstick(method));
    Map<AlertKey, Episode> after =
        judgement.transitions().isEmpty() && judgement.noted().isEmpty()
            ? before
            : judgement.after(before);
    open.put(method, after);
    pending.put(method, judgement.pending());
    Map<AlertKey, Transition> told = new HashMap<>();
    judgement.transitions().forEach(t -> told.put(t.key(), t));
    for (LimitName name : seen.keySet()) {
      LimitReplay limit = limit(name);
      limit.told(method, slot.getEpochSecond(), told.get(limit.key()), after.get(limit.key()));
    }
  }
}

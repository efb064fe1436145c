package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated series of readings against the rule of levels as the reference writes it. */
class ReachedLevelTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName GAUGE = new LimitName("ConcurrentAsyncGetReportInstances");
  private static final Instant FIRST = Instant.parse("2026-11-25T10:00:00Z");

  private Map<AlertKey, Episode> open = new HashMap<>();
  private SortedMap<LimitName, Pending> pending = new TreeMap<>();
  private Duration step = Duration.ofMinutes(5);
  private Yardstick yardstick = new Yardstick(Levels.DEFAULT, Horizons.OFF);
  private Instant slot = FIRST;

  /** Against the rule as it is written, over the whole history of readings. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everySeriesIsJudgedAsTheRuleIsWritten(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 40; run++) {
      yardstick = anyYardstick(random);
      step = Duration.ofMinutes(random.nextBoolean() ? 5 : 5 + random.nextInt(40));
      open = new HashMap<>();
      pending = new TreeMap<>();
      slot = FIRST;
      List<Seen> history = new ArrayList<>();
      Severity held = null;
      long max = 1L + random.nextInt(30);
      double level = random.nextDouble();
      for (int i = 0; i < 120; i++) {
        max = random.nextInt(40) == 0 ? random.nextInt(30) : max;
        level = random.nextInt(4) == 0 ? random.nextDouble() * 1.2 : level;
        if (random.nextInt(8) > 0) {
          Reading reading = Reading.ofUsed(Math.round(level * max), max);
          history.add(new Seen(slot, reading));
          Severity before = held;
          held = asWritten(before, history);
          assertThat(see(reading))
              .as("seed %d, run %d, slot %d, %s, %s", seed, run, i, reading, yardstick)
              .isEqualTo(word(before, held));
          slot = slot.minus(step);
          Map<AlertKey, Episode> openNow = Map.copyOf(open);
          Map<LimitName, Pending> pendingNow = Map.copyOf(pending);
          assertThat(see(reading)).as("the same slot again").isEqualTo("-");
          assertThat(open).isEqualTo(openNow);
          assertThat(pending).isEqualTo(pendingNow);
        } else {
          slot = slot.plus(step);
        }
      }
    }
  }

  private record Seen(Instant slot, Reading reading) {}

  private static Yardstick anyYardstick(Random random) {
    List<Duration> minima =
        List.of(
            Duration.ZERO,
            Duration.ofMinutes(1),
            Yardstick.GAUGE_MINIMUM,
            Duration.ofMinutes(11),
            Duration.ofMinutes(30));
    return new Yardstick(
        new Levels(20 + random.nextInt(40), 61 + random.nextInt(39), random.nextInt(19)),
        Horizons.OFF,
        0.5,
        minima.get(random.nextInt(minima.size())),
        random.nextInt(4) > 0);
  }

  private @Nullable Severity asWritten(@Nullable Severity held, List<Seen> history) {
    if (history.getLast().reading().isNotProvisioned()) {
      return null;
    }
    for (Severity s : List.of(Severity.EXHAUSTED, Severity.ESCALATION, Severity.ATTENTION)) {
      if (held != null && s.compareTo(held) <= 0) {
        List<Seen> left = last(history, r -> !r.isNotProvisioned() && isLeft(s, r));
        if (left.isEmpty()
            || (yardstick.gauge() && length(left).compareTo(Duration.ofHours(1)) < 0)) {
          return s;
        }
      } else {
        List<Seen> reached = last(history, r -> !r.isNotProvisioned() && isReached(s, r));
        if (!reached.isEmpty() && isLongEnough(reached)) {
          return s;
        }
      }
    }
    return null;
  }

  private boolean isLongEnough(List<Seen> reached) {
    Duration minimum = yardstick.minimum();
    if (minimum.isZero()) {
      return true;
    }
    boolean two = yardstick.gauge() && minimum.compareTo(Duration.ofMinutes(10)) <= 0;
    return two ? reached.size() >= 2 : length(reached).compareTo(minimum) >= 0;
  }

  private static List<Seen> last(List<Seen> history, Predicate<Reading> which) {
    int from = history.size();
    while (from > 0 && which.test(history.get(from - 1).reading())) {
      from--;
    }
    return history.subList(from, history.size());
  }

  private static Duration length(List<Seen> readings) {
    return Duration.between(readings.getFirst().slot(), readings.getLast().slot());
  }

  private boolean isReached(Severity s, Reading r) {
    return r.used() >= places(r.max(), yardstick.levels().threshold(s));
  }

  private boolean isLeft(Severity s, Reading r) {
    double threshold = yardstick.levels().threshold(s);
    if (yardstick.gauge() && r.max() < 20) {
      return r.used() <= places(r.max(), threshold) - 1;
    }
    return r.used() < places(r.max(), threshold - yardstick.levels().recoverBelow());
  }

  private static long places(long max, double percent) {
    return BigDecimal.valueOf(max)
        .multiply(BigDecimal.valueOf(percent))
        .movePointLeft(2)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  private static String word(@Nullable Severity before, @Nullable Severity now) {
    if (before == now) {
      return "-";
    }
    if (now == null) {
      return "resolved:" + Objects.requireNonNull(before).word();
    }
    if (before == null) {
      return "opened:" + now.word();
    }
    return (now.compareTo(before) > 0 ? "escalated:" : "de-escalated:") + now.word();
  }

  private String see(Reading reading) {
    String told = judge(Evidence.Use.of(slot, reading));
    slot = slot.plus(step);
    return told;
  }

  private String judge(Evidence.Use evidence) {
    SortedMap<LimitName, Evidence.Use> seen = new TreeMap<>(Map.of(GAUGE, evidence));
    Evaluator.Judgement judgement =
        Evaluator.evaluate(ORG, open, pending, seen, limit -> yardstick);
    open = judgement.after(open);
    pending = judgement.pending();
    return judgement.transitions().isEmpty()
        ? "-"
        : judgement.transitions().getFirst().word()
            + ":"
            + judgement.transitions().getFirst().episode().severity().word();
  }
}

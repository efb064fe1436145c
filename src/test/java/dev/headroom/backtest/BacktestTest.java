package dev.headroom.backtest;

import static dev.headroom.forecast.Histories.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Alert.Outcome;
import dev.headroom.fleet.Fleets;
import dev.headroom.forecast.Histories;
import dev.headroom.forecast.Histories.Row;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.report.words.BacktestSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final Org ORG = Fleets.org("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final long MAX = 100_000;

  /** Thresholds that say nothing before the end. */
  private static final Levels HIGH = new Levels(99, 99.5, 5);

  private static final Horizons HOURS = new Horizons(Duration.ofHours(12), Duration.ofHours(4));

  /** Pages whatever is projected, however unlikely. */
  private static final Yardstick PROJECTION = new Yardstick(HIGH, HOURS, 0, Duration.ZERO, false);

  private static final Yardstick THRESHOLDS = new Yardstick(Levels.DEFAULT, Horizons.OFF);

  /** Tuesday of the fourth week, 09:00 GMT. */
  private static final Instant SURGE = MONDAY.plus(Duration.ofDays(22)).plus(Duration.ofHours(9));

  /** A working week at half of the maximum; from SURGE on so many more calls every slot. */
  private static LongToDoubleFunction surge(double more, Duration length) {
    LongToDoubleFunction usual = Histories.office(40_000);
    long from = SURGE.getEpochSecond();
    return t -> usual.applyAsDouble(t) + (t >= from && t < from + length.toSeconds() ? more : 0);
  }

  private static List<Row> ranOut() {
    return Histories.rollingDay(surge(1200, Duration.ofDays(2)), MAX, 26, 1).stream()
        .map(r -> new Row(r.at(), Reading.ofUsed(Math.min(r.reading().used(), MAX), MAX)))
        .toList();
  }

  private static List<Row> stoppedInTime() {
    return Histories.rollingDay(surge(1200, Duration.ofHours(3)), MAX, 26, 1);
  }

  @Test
  void anExhaustionThatWasProjectedIsWarned() {
    Backtest backtest = run(ranOut(), PROJECTION);
    assertThat(backtest.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.limit()).isEqualTo(CALLS);
              assertThat(event.start()).isAfter(SURGE);
              assertThat(event.warning(Method.HEADROOM))
                  .hasValueSatisfying(
                      w -> {
                        assertThat(w.by()).isEqualTo(Reason.PROJECTION);
                        assertThat(w.since()).isAfter(SURGE);
                        assertThat(w.lead()).isGreaterThan(Duration.ofMinutes(30));
                        assertThat(w.since().plus(w.lead())).isEqualTo(event.start());
                      });
            });
    Tally ours = backtest.total(Method.HEADROOM);
    assertThat(ours.events()).isOne();
    assertThat(ours.warned()).isOne();
    assertThat(ours.pages()).isOne();
    assertThat(ours.realPages()).isOne();
    assertThat(ours.falseAlarms()).isZero();
    assertThat(ours.medianLead().orElseThrow())
        .isGreaterThan(backtest.total(Method.THRESHOLDS).medianLead().orElse(Duration.ZERO));
    assertThat(ours.in4h().judged()).isGreaterThan(1000);
    assertThat(ours.in4h().share()).isBetween(0.8, 0.99);
  }

  @Test
  void withoutProjectionThresholdsWarn() {
    Backtest backtest = run(ranOut(), THRESHOLDS);
    assertThat(backtest.events()).hasSize(1);
    Event event = backtest.events().getFirst();
    assertThat(event.warnings().values())
        .hasSize(backtest.plan().methods().size())
        .allSatisfy(w -> assertThat(w.by()).isEqualTo(Reason.THRESHOLD));
    Warning warning = event.warning(Method.HEADROOM).orElseThrow();
    assertThat(warning.pageLead()).isLessThan(warning.lead());
    assertThat(backtest.total(Method.HEADROOM).withoutIntervals())
        .isEqualTo(backtest.total(Method.THRESHOLDS).withoutIntervals());
  }

  @Test
  void aProjectionThatNothingCameOfIsAFalseAlarm() {
    Backtest backtest = run(stoppedInTime(), PROJECTION);
    assertThat(backtest.events()).isEmpty();
    Tally ours = backtest.total(Method.HEADROOM);
    assertThat(ours.falseAlarms()).isOne();
    assertThat(ours.pages()).isOne();
    assertThat(ours.realPages()).isZero();
    assertThat(ours.undecidedPages()).isZero();
    assertThat(backtest.limits().getFirst().alerts(Method.HEADROOM))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.by()).isEqualTo(Reason.PROJECTION);
              assertThat(a.outcome()).isEqualTo(Outcome.UNFOUNDED);
              assertThat(a.resolvedAt()).isNotNull();
            });
    assertThat(backtest.total(Method.THRESHOLDS).alerts()).isZero();
    assertThat(backtest.monthly(1)).hasValueSatisfying(m -> assertThat(m).isBetween(1.1, 1.2));
  }

  @Test
  void whatHistoryDoesNotTellIsUndecided() {
    Instant cut = SURGE.plus(Duration.ofMinutes(90));
    Backtest backtest =
        run(ranOut().stream().filter(r -> r.at().isBefore(cut)).toList(), PROJECTION);
    assertThat(backtest.events()).isEmpty();
    Tally ours = backtest.total(Method.HEADROOM);
    assertThat(ours.pages()).isOne();
    assertThat(ours.undecidedPages()).isOne();
    assertThat(ours.falseAlarms()).isZero();
    assertThat(backtest.limits().getFirst().alerts(Method.HEADROOM))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.outcome()).isEqualTo(Outcome.UNDECIDED);
              assertThat(a.resolvedAt()).isNull();
              assertThat(a.worst()).isEqualTo(Severity.ESCALATION);
            });
  }

  @Test
  void whatComesLaterChangesNothingThatWasSaidBefore() {
    Instant then = SURGE.plus(Duration.ofHours(1));
    List<Row> poisoned = new ArrayList<>();
    for (Row row : ranOut()) {
      poisoned.add(row.at().isAfter(then) ? new Row(row.at(), Reading.ofUsed(7, 3 * MAX)) : row);
    }
    Plan plan = plan(PROJECTION).besides(new Plan.InForce("less", limit -> THRESHOLDS));
    LimitResult truth = Backtest.run(plan, history(ranOut())).limits().getFirst();
    LimitResult other = Backtest.run(plan, history(poisoned)).limits().getFirst();
    for (Method method : Method.values()) {
      assertThat(saidUntil(then, other.alerts(method)))
          .isEqualTo(saidUntil(then, truth.alerts(method)));
    }
    assertThat(saidUntil(then, truth.alerts(Method.HEADROOM))).isNotEmpty();
    assertThat(other.events()).isEmpty();
  }

  @Test
  void anOccasionallyFullGaugeIsIgnoredAndOneThatStaysFullIsOneAlert() {
    LimitName gauge = new LimitName("ConcurrentAsyncGetReportInstances");
    Instant busy = MONDAY.plus(Duration.ofDays(3));
    UsageHistory gauges =
        history(
            ranOut().subList(0, 288 * 7),
            row -> {
              long slot = Duration.between(MONDAY, row.at()).toMinutes() / 5;
              boolean full = slot % 4 == 0 || (!row.at().isBefore(busy) && slot % 9 < 2);
              boolean over = row.at().isAfter(busy.plus(Duration.ofHours(6)));
              return Map.of(gauge, Reading.ofUsed(full && !(over && slot % 4 > 0) ? 5 : 0, 5));
            });
    Plan plan =
        new Plan(
            ORG,
            gauge.value(),
            MONDAY,
            MONDAY.plus(Duration.ofDays(7)),
            limit -> Window.CONCURRENT,
            limit -> Policy.yardstickFor(List.of(), ORG, limit, Window.CONCURRENT),
            new Plan.InForce("for PT0S", limit -> THRESHOLDS));
    LimitResult result = Backtest.run(plan, gauges).limits().getFirst();
    assertThat(result.alerts(Method.HEADROOM))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.openedAt()).isAfterOrEqualTo(busy);
              assertThat(alert.worst()).isEqualTo(Severity.EXHAUSTED);
            });
    assertThat(result.alerts(Method.NOW)).as("judged as any limit").hasSizeGreaterThan(400);
  }

  @Test
  void aHigherProbabilityPagesLaterOrNever() {
    List<Instant> paged = new ArrayList<>();
    for (double from : new double[] {0, 0.3, 0.6, 0.9}) {
      Tally tally = run(ranOut(), pagedFrom(from)).total(Method.HEADROOM);
      Alert alert =
          run(ranOut(), pagedFrom(from)).limits().getFirst().alerts(Method.HEADROOM).getFirst();
      assertThat(tally.warned()).as("the alert opens whatever pages").isOne();
      paged.add(Objects.requireNonNullElse(alert.pagedAt(), Instant.MAX));
    }
    assertThat(paged).isSorted();
    assertThat(paged.getLast()).isAfter(paged.getFirst());
  }

  private static Yardstick pagedFrom(double probability) {
    return new Yardstick(HIGH, HOURS, probability, Duration.ZERO, false);
  }

  private static List<String> saidUntil(Instant then, List<Alert> alerts) {
    List<String> said = new ArrayList<>();
    for (Alert a : alerts) {
      Instant paged = a.pagedAt();
      if (!a.openedAt().isAfter(then)) {
        said.add("opened " + a.openedAt() + " by " + a.by());
      }
      if (paged != null && !paged.isAfter(then)) {
        said.add("paged " + paged);
      }
    }
    return said;
  }

  @Test
  void gapsAreCountedAndBridged() {
    Instant from = MONDAY.plus(Duration.ofDays(15));
    List<Row> rows =
        ranOut().stream()
            .filter(r -> r.at().isBefore(from) || !r.at().isBefore(from.plus(Duration.ofHours(7))))
            .toList();
    Backtest backtest = run(rows, PROJECTION);
    assertThat(backtest.span().gaps()).isOne();
    assertThat(backtest.span().missing()).isEqualTo(Duration.ofMinutes(7 * 60 + 5));
    assertThat(backtest.span().seen())
        .isEqualTo(
            Duration.between(rows.getFirst().at(), rows.getLast().at())
                .minus(backtest.span().missing()));
    assertThat(backtest.span().slots()).isEqualTo(rows.size());
    assertThat(backtest.events()).hasSize(1);
    assertThat(backtest.total(Method.HEADROOM).warned()).isOne();
  }

  @Test
  void aFreshOrgHasTooLittleHistory() {
    Backtest hours = run(ranOut().subList(0, 100), PROJECTION);
    assertThat(hours.span().tooShort()).startsWith("There are 8 hours of history: too short");
    assertThat(hours.total(Method.HEADROOM).alerts()).isZero();
    assertThat(hours.monthly(1)).isEmpty();
    assertThat(run(ranOut().subList(0, 3 * 288 + 1), PROJECTION).span().tooShort())
        .isEqualTo("3 days of history: too short to judge a weekly course.");
    assertThat(run(ranOut(), PROJECTION).span().tooShort()).isNull();
    Backtest none = run(List.of(), PROJECTION);
    assertThat(none.limits()).isEmpty();
    assertThat(none.span().tooShort()).isEqualTo("There is no history in this time.");
  }

  @Test
  void aDayThatCannotBeReadIsLeftOut() {
    Instant damaged = MONDAY.plus(Duration.ofDays(10));
    UsageHistory whole = history(ranOut());
    Backtest backtest =
        Backtest.run(
            plan(PROJECTION),
            new DayByDay() {
              @Override
              public List<Sample> samples(OrgId org, Instant from, Instant to) {
                if (from.equals(damaged)) {
                  throw new CorruptSampleException("cut off");
                }
                return whole.samples(org, from, to);
              }
            });
    assertThat(backtest.span().damagedDays()).isOne();
    assertThat(backtest.span().gaps()).isOne();
    assertThat(backtest.events()).hasSize(1);
  }

  @Test
  void limitsThatStandStillOrHaveNoMaximumAreNoHindrance() {
    TreeMap<LimitName, Reading> others = new TreeMap<>();
    others.put(new LimitName("DataStorageMB"), Reading.ofUsed(3, 20_000));
    others.put(new LimitName("HourlyDashboardStatuses"), new Reading(Reading.UNLIMITED, 0));
    others.put(new LimitName("Off"), new Reading(0, 0));
    others.put(new LimitName("Rubbish"), new Reading(5, 9));
    Backtest backtest = Backtest.run(plan(PROJECTION), history(ranOut(), r -> others));
    assertThat(backtest.limits()).hasSize(5);
    assertThat(backtest.limits().stream().filter(LimitResult::isTold)).hasSize(1);
    assertThat(backtest.total(Method.HEADROOM))
        .isEqualTo(run(ranOut(), PROJECTION).total(Method.HEADROOM));
  }

  @Test
  void onlyTheLimitsThatAreWantedAreLookedAt() {
    Plan plan = plan(PROJECTION);
    Plan others =
        new Plan(ORG, "Hourly*", plan.from(), plan.to(), plan.windows(), plan.yardsticks(), null);
    Backtest backtest = Backtest.run(others, history(ranOut()));
    assertThat(backtest.limits()).isEmpty();
    assertThat(backtest.span().readings()).isZero();
    assertThat(backtest.span().slots()).isPositive();
    assertThat(BacktestSummary.of(backtest))
        .isEqualTo("No limit of this name was read in this time.");
  }

  @Test
  void anAbandonedBacktestEndsWithTheCurrentSample() {
    UsageHistory whole = history(ranOut());
    List<Instant> days = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(300);
    assertThatThrownBy(
            () ->
                Backtest.run(
                    plan(PROJECTION),
                    new DayByDay() {
                      @Override
                      public List<Sample> samples(OrgId org, Instant from, Instant to) {
                        days.add(from);
                        return whole.samples(org, from, to);
                      }
                    },
                    () -> left.decrementAndGet() > 0))
        .isInstanceOf(CancellationException.class);
    assertThat(days).hasSize(2);
    assertThat(left).hasValue(0);
  }

  private static Backtest run(List<Row> rows, Yardstick yardstick) {
    return Backtest.run(plan(yardstick), history(rows));
  }

  private static Plan plan(Yardstick yardstick) {
    return new Plan(
        ORG,
        "*",
        MONDAY,
        MONDAY.plus(Duration.ofDays(27)).plusSeconds(1234),
        limit -> limit.equals(CALLS) ? Window.ROLLING_24H : Window.UNKNOWN,
        limit -> yardstick,
        null);
  }

  private static UsageHistory history(List<Row> rows) {
    return history(rows, r -> Map.of());
  }

  private static UsageHistory history(
      List<Row> rows, java.util.function.Function<Row, Map<LimitName, Reading>> more) {
    return new DayByDay() {
      @Override
      public List<Sample> samples(OrgId org, Instant from, Instant to) {
        assertThat(org).isEqualTo(ORG.id());
        assertThat(Duration.between(from, to)).isLessThanOrEqualTo(Duration.ofDays(1));
        return rows.stream()
            .filter(r -> !r.at().isBefore(from) && r.at().isBefore(to))
            .map(
                r -> {
                  TreeMap<LimitName, Reading> all = new TreeMap<>(more.apply(r));
                  all.put(CALLS, r.reading());
                  return new Sample(r.at(), new Snapshot(all, true));
                })
            .toList();
      }
    };
  }

  /** Nothing else is asked of a history. */
  private abstract static class DayByDay implements UsageHistory {
    @Override
    public void put(OrgId org, Sample sample) {
      throw new AssertionError("a backtest writes nothing");
    }

    @Override
    public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
      throw new AssertionError("samples are read once, not by limit");
    }
  }

  /** The forecasts of the former org's week say nothing of the one that answers now. */
  @Test
  void forecastsBeginAnewWhereAnotherOrgBegan() {
    List<Row> rows = stoppedInTime();
    Plan plan = plan(PROJECTION);
    Instant another = SURGE.minus(Duration.ofHours(1));
    Plan refreshed =
        new Plan(
            plan.org(),
            plan.limits(),
            plan.from(),
            plan.to(),
            plan.windows(),
            plan.yardsticks(),
            null,
            another);
    assertThat(openedInTheSurge(run(rows, PROJECTION))).isNotEmpty();
    assertThat(openedInTheSurge(Backtest.run(refreshed, history(rows)))).isEmpty();
  }

  private static List<Instant> openedInTheSurge(Backtest backtest) {
    return backtest.limits().getFirst().alerts(Method.HEADROOM).stream()
        .map(Alert::openedAt)
        .filter(at -> at.isAfter(SURGE) && at.isBefore(SURGE.plus(Duration.ofHours(3))))
        .toList();
  }
}

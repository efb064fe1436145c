package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.backtest.Plan;
import dev.headroom.backtest.Trial;
import dev.headroom.cycle.poll.Judged;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.BacktestReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers which alerts Headroom would have raised for an org of the fleet, over its stored history.
 */
public final class BacktestCycle {
  /**
   * The longest period that is replayed while someone waits for a page, an answer or a function.
   */
  public static final Duration LONGEST = Duration.ofDays(31);

  /** How many run at once: each occupies a processor for as long as it takes. */
  public static final int MAX_AT_ONCE = 4;

  /** What is replayed if no time is given: four of each weekday. */
  private static final Duration USUAL = Duration.ofDays(28);

  private final OrgDirectory directory;
  private final FleetStore fleet;
  private final UsageHistory history;
  private final AlertStates states;
  private final LimitCatalogue catalogue;
  private final ManifestReader reader;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MAX_AT_ONCE);

  /**
   * Uses these ports.
   *
   * @param clock the fleet's: now is the end of the history of an org without a committed slot
   */
  public BacktestCycle(
      OrgDirectory directory,
      FleetStore fleet,
      UsageHistory history,
      AlertStates states,
      LimitCatalogue catalogue,
      ManifestReader reader,
      InstantSource clock) {
    this.directory = directory;
    this.fleet = fleet;
    this.history = history;
    this.states = states;
    this.catalogue = catalogue;
    this.reader = reader;
    this.clock = clock;
  }

  /** The org and the policies that it is judged by. */
  private record Judged(Org org, Policies policies) {}

  /**
   * Replays the history of an org.
   *
   * @param scope what the caller may see
   * @param org as written
   * @param asked its violations are reported together with the others
   * @param longest the longest time from {@code from} to {@code to}
   */
  public BacktestReport run(
      TenantScope scope, String org, Parsed<BacktestQuestion> asked, Duration longest) {
    return run(scope, org, asked, longest, () -> true);
  }

  /**
   * Replays the history of an org for a caller who may leave before the end.
   *
   * @param scope what the caller may see
   * @param org as written
   * @param asked its violations are reported together with the others
   * @param longest the longest time from {@code from} to {@code to}
   * @param wanted asked now and then whether the answer is still wanted
   * @throws CancellationException when it no longer is
   */
  public BacktestReport run(
      TenantScope scope,
      String org,
      Parsed<BacktestQuestion> asked,
      Duration longest,
      BooleanSupplier wanted) {
    List<Violation> violations = new ArrayList<>(asked.violations());
    BacktestQuestion question = asked.value();
    Optional<Judged> judged = judged(scope, org, question.manifest(), violations);
    if (!violations.isEmpty() || judged.isEmpty()) {
      return BacktestReport.wrong(violations);
    }
    Org known = judged.get().org();
    OrgState state = states.read(known.id());
    Instant to = question.to() == null ? AskedOrg.endOfHistory(state, clock) : question.to();
    Instant from = question.from() == null ? to.minus(shorter(USUAL, longest)) : question.from();
    if (!from.isBefore(to)) {
      violations.add(
          new Violation(
              "from",
              from.toString(),
              "is not before the end of history",
              "Write an earlier one."));
    } else if (Duration.between(from, to).compareTo(longest) > 0) {
      violations.add(
          new Violation(
              "from",
              from.toString(),
              "is more than %d days before to (%s)".formatted(longest.toDays(), to),
              "Ask for a shorter time; with a data folder the command line takes longer ones."));
    }
    if (!violations.isEmpty()) {
      return BacktestReport.wrong(violations);
    }
    Function<LimitName, Window> windows = limit -> catalogue.describe(limit).window();
    Plan plan =
        new Plan(
            known,
            question.limits() == null ? "*" : question.limits(),
            from,
            to,
            windows,
            limit ->
                question
                    .trial()
                    .over(limit, yardstick(judged.get().policies(), known, limit, windows)),
            inForce(judged.get(), question, windows),
            state.upkeep().anotherSince());
    if (!places.tryAcquire()) {
      return BacktestReport.busy(MAX_AT_ONCE);
    }
    try {
      return new BacktestReport(List.of(), Backtest.run(plan, history, wanted), false);
    } catch (Trial.MisfitException e) {
      return BacktestReport.wrong(List.of(e.violation()));
    } finally {
      places.release();
    }
  }

  private static Yardstick yardstick(
      Policies policies, Org org, LimitName limit, Function<LimitName, Window> windows) {
    return policies.yardstickFor(org, limit, windows.apply(limit));
  }

  /**
   * The policy in force, to show beside the tried one; null if nothing is tried, or none is known.
   */
  private Plan.@Nullable InForce inForce(
      Judged judged, BacktestQuestion question, Function<LimitName, Window> windows) {
    Trial trial = question.trial();
    boolean another = question.manifest() != null;
    Optional<Org> stored = another ? directory.find(judged.org().id()) : Optional.of(judged.org());
    if ((trial.equals(Trial.NOTHING) && !another) || stored.isEmpty()) {
      return null;
    }
    Policies policies = another ? inForce() : judged.policies();
    String tried =
        Stream.of(another ? "the manifest" : "", trial.words())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" and "));
    return new Plan.InForce(tried, limit -> yardstick(policies, stored.get(), limit, windows));
  }

  private Policies inForce() {
    return fleet.settings().judging(clock.instant());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Optional<Judged> judged(
      TenantScope scope, String id, @Nullable String manifest, List<Violation> violations) {
    Optional<Org> stored = AskedOrg.find(scope, directory, id);
    if (manifest == null) {
      if (stored.isEmpty()) {
        violations.add(AskedOrg.unknown(id, "is not in the fleet"));
      }
      return stored.map(org -> new Judged(org, inForce()));
    }
    return switch (reader.read(manifest)) {
      case Manifest.Invalid(var wrong) -> {
        violations.addAll(wrong);
        yield Optional.empty();
      }
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        Optional<Org> org =
            wanted.orgs().stream()
                .filter(o -> o.id().value().equals(id))
                // Supplying a manifest does not give access to anyone else's history.
                .filter(o -> scope.seesFleet() || stored.isPresent())
                .findFirst()
                .or(() -> stored);
        if (org.isEmpty()) {
          violations.add(AskedOrg.unknown(id, "is neither in the fleet nor in the manifest"));
        }
        yield org.map(
            o ->
                new Judged(
                    o, new Policies(wanted.policies(), wanted.overrides()).at(clock.instant())));
      }
    };
  }
}

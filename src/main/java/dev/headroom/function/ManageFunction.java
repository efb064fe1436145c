package dev.headroom.function;

import dev.headroom.cycle.BacktestCycle;
import dev.headroom.cycle.ManageCycle;
import dev.headroom.cycle.ManageCycle.Action;
import dev.headroom.fleet.Violation;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The function {@code manage}: an operator's manifest is checked, compared or stored, and questions
 * about an org are answered.
 */
@ApplicationScoped
public class ManageFunction {
  private static final String ACTOR = "function manage";

  private static final String BACKTEST = "backtest";

  private final ManageCycle cycle;
  private final BacktestCycle backtests;
  private final String version;

  ManageFunction(
      ManageCycle cycle,
      BacktestCycle backtests,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.cycle = cycle;
    this.backtests = backtests;
    this.version = version;
  }

  /**
   * Does what {@code event} asks.
   *
   * @throws InvalidEventException when a member is missing or the action is none
   */
  @Funq("manage")
  public ManageAnswer manage(@Nullable ManageEvent event) {
    if (event != null && BACKTEST.equals(event.action())) {
      return backtest(event);
    }
    List<Violation> violations = new ArrayList<>();
    String word = event == null ? null : event.action();
    String manifest = event == null ? null : event.manifest();
    Action action = word == null ? null : Action.of(word).orElse(null);
    if (action == null) {
      violations.add(
          new Violation(
              "action",
              word == null || word.length() > 32 ? null : word,
              word == null ? "is missing" : "is not an action",
              "Write validate, plan, apply or backtest."));
    }
    if (manifest == null) {
      violations.add(
          new Violation("manifest", null, "is missing", "Give the manifest's YAML text."));
    }
    if (action == null || manifest == null) {
      throw new InvalidEventException(violations);
    }
    return ManageAnswer.of(cycle.run(action, manifest, ACTOR), version);
  }

  private ManageAnswer backtest(ManageEvent event) {
    String org = event.org();
    if (org == null) {
      throw Events.missing("org", "Give the id of an org of the fleet.");
    }
    return ManageAnswer.of(backtests.run(org, event.backtest(), BacktestCycle.LONGEST), version);
  }
}

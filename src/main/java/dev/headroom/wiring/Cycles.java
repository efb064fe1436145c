package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.DispatchCycle;
import dev.headroom.cycle.Foresee;
import dev.headroom.cycle.PollCycle;
import dev.headroom.cycle.PollQueue;
import dev.headroom.fleet.FleetStore;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitsSource;
import dev.headroom.org.OrgDirectory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the cycles from the ports' implementations. */
final class Cycles {
  @Produces
  @Singleton
  DispatchCycle dispatch(OrgDirectory directory, PollQueue queue) {
    return new DispatchCycle(directory, queue);
  }

  @Produces
  @Singleton
  Foresee foresee(ForecastStore store, UsageHistory history, LimitCatalogue catalogue) {
    return new Foresee(store, history, catalogue);
  }

  @Produces
  @Singleton
  PollCycle poll(
      OrgDirectory directory,
      LimitsSource source,
      UsageHistory history,
      AlertStates states,
      FleetStore fleet,
      LimitCatalogue catalogue,
      Foresee foresee,
      @FleetTime InstantSource clock,
      PollConfig config) {
    return new PollCycle(
        directory,
        source,
        history,
        states,
        fleet,
        catalogue,
        foresee,
        clock,
        config.orgDeadline(),
        config.concurrency());
  }
}

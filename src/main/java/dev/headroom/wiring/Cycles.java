package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.cycle.job.OrgJobQueue;
import dev.headroom.cycle.poll.Culprits;
import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.poll.InvocationTime;
import dev.headroom.cycle.poll.Judges;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.PollQueue;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.fleet.FleetStore;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.function.FarTimes;
import dev.headroom.history.UsageHistory;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitsSource;
import dev.headroom.notify.Outbox;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.UsageStore;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Creates the cycles from the ports' implementations. */
final class Cycles {
  @Produces
  @Singleton
  DispatchCycle dispatch(OrgDirectory directory, PollQueue queue) {
    return new DispatchCycle(directory, queue);
  }

  @Produces
  @Singleton
  FanOut fanOut(OrgDirectory directory, OrgJobQueue queue) {
    return new FanOut(directory, queue);
  }

  @Produces
  @Singleton
  Foresee foresee(ForecastStore store, UsageHistory history, LimitCatalogue catalogue) {
    return new Foresee(store, history, catalogue);
  }

  @Produces
  @Singleton
  FarTimes farTimes(@FleetTime InstantSource clock) {
    return new FarTimes(clock);
  }

  @Produces
  @Singleton
  Judges judges(Episodes episodes, Outbox outbox, AlertsConfig config) {
    return new Judges(
        episodes,
        config.vanishedAfter(),
        key -> outbox.latest(key).map(entry -> entry.transition().evidence()));
  }

  @Produces
  @Singleton
  SlotObservers observers(@All List<SlotObserver> observers) {
    return new SlotObservers(observers);
  }

  @Produces
  @Singleton
  PollCycle.Stores stores(
      OrgDirectory directory, UsageHistory history, AlertStates states, FleetStore fleet) {
    return new PollCycle.Stores(directory, history, states, fleet);
  }

  @Produces
  @Singleton
  PollCycle.Sources sources(LimitsSource limits, OrgProfileSource profiles) {
    return new PollCycle.Sources(limits, profiles);
  }

  @Produces
  @Singleton
  PollCycle.Judging judging(
      LimitCatalogue catalogue, Foresee foresee, Judges judges, UsageStore usage) {
    return new PollCycle.Judging(catalogue, foresee, judges, Culprits.of(usage));
  }

  @Produces
  @Singleton
  OwnCalls ownCalls(AlertStates states, FleetStore fleet) {
    return new StateOwnCalls(states, fleet);
  }

  @Produces
  @Singleton
  InvocationTime pollTime(PollConfig config) {
    return new InvocationTime(config.time());
  }

  @Produces
  @Singleton
  PollCycle poll(
      PollCycle.Stores stores,
      PollCycle.Sources sources,
      PollCycle.Judging judging,
      SlotObservers observers,
      OutboundHttp http,
      @FleetTime InstantSource clock,
      PollConfig config) {
    http.prepare(SalesforceApi.class); // while the first orgs are looked up
    int concurrency = config.concurrency();
    int perTenant = config.tenantConcurrency().orElse(OrgRunner.usualShare(concurrency));
    return new PollCycle(
        stores,
        sources,
        judging,
        observers,
        clock,
        config.orgDeadline(),
        new OrgRunner(concurrency, perTenant));
  }
}

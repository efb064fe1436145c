package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.auth.Secrets;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.ActiveMutes;
import dev.headroom.cycle.tell.DeliveryCycle;
import dev.headroom.cycle.tell.Departures;
import dev.headroom.cycle.tell.FleetReminders;
import dev.headroom.cycle.tell.Lookout;
import dev.headroom.cycle.tell.MassEvents;
import dev.headroom.cycle.tell.MuteEnds;
import dev.headroom.cycle.tell.PublishCycle;
import dev.headroom.cycle.tell.RememberedInstances;
import dev.headroom.cycle.tell.SweepCycle;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetAlerts;
import dev.headroom.cycle.tell.TestFires;
import dev.headroom.cycle.watch.LeastStale;
import dev.headroom.cycle.watch.StaleOrgs;
import dev.headroom.fleet.FleetStore;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.Lanes;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.Sender;
import dev.headroom.notify.TargetHealth;
import dev.headroom.org.OrgDirectory;
import dev.headroom.report.NamesToldTo;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Creates the cycles that notify. They use the real clock. */
final class NotifyWiring {
  @Produces
  @Singleton
  Sender sender(
      @All List<Notifier> notifiers,
      Secrets secrets,
      LimitCatalogue catalogue,
      NotifyConfig config,
      OrgDirectory directory) {
    return new Sender(
        notifiers, secrets, catalogue, config.url().orElse(null), new NamesToldTo(directory));
  }

  @Produces
  @Singleton
  PublishCycle publish(
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      DeliveryQueue queue,
      MassEvents groups,
      InstantSource clock,
      ActiveMutes mutes) {
    return new PublishCycle(outbox, fleet, directory, queue, groups, clock, mutes);
  }

  @Produces
  @Singleton
  ActiveMutes mutes(FleetStore fleet, Mutes mutes, @FleetTime InstantSource clock) {
    return new ActiveMutes(fleet, mutes, clock);
  }

  @Produces
  @Singleton
  MuteEnds muteEnds(ActiveMutes mutes, AlertStates states, Outbox outbox, SlotObservers observers) {
    return new MuteEnds(mutes, states, outbox, observers);
  }

  @Produces
  @Singleton
  MassEvents groups(
      AlertStates states,
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      SlotObservers observers) {
    return new MassEvents(
        states,
        outbox,
        fleet,
        directory,
        new RememberedInstances(states),
        observers,
        time -> LockSupport.parkNanos(time.toNanos()));
  }

  @Produces
  @Singleton
  Departures departures(
      Episodes episodes,
      AlertStates states,
      OrgDirectory directory,
      SlotObservers observers,
      @FleetTime InstantSource clock) {
    return new Departures(episodes, states, directory, observers, clock);
  }

  @Produces
  @Singleton
  FleetReminders fleetReminders(
      AlertStates states,
      Outbox outbox,
      FleetStore fleet,
      SlotObservers observers,
      @FleetTime InstantSource clock) {
    return new FleetReminders(states, outbox, fleet, observers, clock);
  }

  @Produces
  @Singleton
  TestFires testFires(
      AlertStates states,
      Outbox outbox,
      Deliveries deliveries,
      SlotObservers observers,
      @FleetTime InstantSource clock) {
    return new TestFires(states, outbox, deliveries, observers, clock);
  }

  /** These alerts use the fleet's time. */
  @Produces
  @Singleton
  TargetAlerts targetAlerts(
      AlertStates states, SlotObservers observers, @FleetTime InstantSource clock) {
    return new TargetAlerts(states, observers, clock);
  }

  @Produces
  @Singleton
  @DefaultBean
  LeastStale leastStale() {
    return LeastStale.ANY;
  }

  @Produces
  @Singleton
  StaleOrgs staleOrgs(
      OrgDirectory directory,
      AlertStates states,
      SlotObservers observers,
      LeastStale least,
      @FleetTime InstantSource clock) {
    return new StaleOrgs(directory, states, observers, least, clock);
  }

  @Produces
  @Singleton
  SweepCycle sweep(
      @All List<Lookout> lookouts,
      PublishCycle publish,
      DeliveryCycle.Stores stores,
      FleetStore fleet,
      TargetAlerts alerts,
      DeliveryQueue queue,
      InstantSource clock) {
    return new SweepCycle(lookouts, publish, stores, fleet, alerts, queue, clock);
  }

  @Produces
  @Singleton
  DeliveryCycle.Stores stores(
      Outbox outbox, Deliveries deliveries, TargetHealth health, Lanes lanes, Episodes episodes) {
    return new DeliveryCycle.Stores(outbox, deliveries, health, lanes, episodes);
  }

  /** The scheduler sweeps every minute; it cannot be asked to do so earlier. */
  @Produces
  @DefaultBean
  @Singleton
  SweepTrigger trigger() {
    return SweepTrigger.NONE;
  }

  @Produces
  @Singleton
  DeliveryCycle deliver(
      DeliveryCycle.Stores stores,
      FleetStore fleet,
      DeliveryQueue queue,
      Sender sender,
      SweepTrigger sweep,
      InstantSource clock) {
    return new DeliveryCycle(stores, fleet, queue, sender, sweep, clock, new SecureRandom());
  }
}

package dev.headroom.wiring;

import dev.headroom.access.PostureStore;
import dev.headroom.access.salesforce.SalesforcePermissionSource;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Notes;
import dev.headroom.alert.ToldNames;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.env.SecretsConfig;
import dev.headroom.cycle.ask.AcknowledgeCycle;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.CheckCycle;
import dev.headroom.cycle.ask.DeliveryOrders;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.Erasures;
import dev.headroom.cycle.ask.ExplainCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgEntryCycle;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.OverrideCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.ask.StoredMoves;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.cycle.ask.TellOrders;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.ask.http.SocketHostCheck;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.export.ExportQueue;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.cycle.tell.TestFires;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Overrides;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.fleet.manifest.YamlMuteReader;
import dev.headroom.fleet.manifest.YamlOverrideReader;
import dev.headroom.function.FunctionCaller;
import dev.headroom.function.ManageFunction;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.dynamodb.HistoryConfig;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.salesforce.OrgSessions;
import dev.headroom.limits.salesforce.SalesforceIdentities;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.TargetHealth;
import dev.headroom.org.OrgDirectory;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.UsageErasure;
import dev.headroom.usage.UsageStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Creates what an operator's manifest and questions pass through. */
final class ManageWiring {
  /** Time for each step of a check: what a reading may take. */
  private static final Duration CHECKED_WITHIN = Duration.ofSeconds(20);

  @Produces
  @Singleton
  ManifestReader reader(
      EgressPolicy egress,
      PollConfig poll,
      LimitCatalogue catalogue,
      ExportQueue exports,
      @FleetTime InstantSource clock) {
    return new YamlManifestReader(
            egress, TargetTypes.ALL, poll.interval(), catalogue.names(), exports.isOpen())
        .at(clock);
  }

  @Produces
  @Singleton
  TargetsCycle targets(
      FleetStore fleet, TargetHealth health, SweepTrigger sweep, InstantSource clock) {
    return new TargetsCycle(fleet, health, sweep, clock);
  }

  @Produces
  @Singleton
  ManageCycle manage(
      ManifestReader reader, FleetStore store, TargetsCycle targets, SecretsConfig secrets) {
    return new ManageCycle(
        reader, store, targets, InstantSource.system(), secrets.envPrefix().orElse(""));
  }

  @Produces
  @Singleton
  @DefaultBean
  FunctionCaller caller() {
    return FunctionCaller.PATIENT;
  }

  @Produces
  @Singleton
  BacktestCycle backtest(
      OrgDirectory directory,
      FleetStore fleet,
      UsageHistory history,
      AlertStates states,
      LimitCatalogue catalogue,
      ManifestReader reader,
      @FleetTime InstantSource clock) {
    return new BacktestCycle(directory, fleet, history, states, catalogue, reader, clock);
  }

  @Produces
  @Singleton
  SamplesCycle samples(
      OrgDirectory directory, RolledHistory history, @FleetTime InstantSource clock) {
    return new SamplesCycle(directory, history, clock);
  }

  @Produces
  @Singleton
  PauseCycle pauses(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      SlotObservers observers,
      @FleetTime InstantSource clock) {
    return new PauseCycle(directory, fleet, states, observers, clock);
  }

  @Produces
  @Singleton
  EraseCycle erasures(
      OrgDirectory directory,
      FleetStore fleet,
      UsageErasure usage,
      PostureStore postures,
      ToldNames told,
      HistoryErasure history) {
    return new EraseCycle(directory, fleet, new Erasures(usage, postures, told, history));
  }

  @Produces
  @Singleton
  NoteCycle notes(
      OrgDirectory directory,
      FleetStore fleet,
      Episodes episodes,
      Notes notes,
      @FleetTime InstantSource clock) {
    return new NoteCycle(directory, fleet, episodes, notes, clock);
  }

  @Produces
  @Singleton
  OrgOrders orders(PauseCycle pauses, EraseCycle erasures, NoteCycle notes, TellOrders telling) {
    return new OrgOrders(pauses, erasures, notes, telling);
  }

  @Produces
  @Singleton
  DeliveryOrders deliveries(
      Episodes episodes,
      Outbox outbox,
      Deliveries deliveries,
      FleetStore fleet,
      SweepTrigger sweep,
      TestFires tests,
      InstantSource clock) {
    return new DeliveryOrders(
        new DeliveryOrders.Stores(episodes, outbox, deliveries), fleet, sweep, tests, clock);
  }

  @Produces
  @Singleton
  TellOrders telling(
      AcknowledgeCycle acknowledgements,
      MuteCycle mutes,
      OverrideCycle overrides,
      ExplainCycle explanations,
      DeliveryOrders deliveries,
      OrgEntryCycle entries) {
    List<TellOrder> all = new ArrayList<>(acknowledgements.orders());
    all.addAll(mutes.orders());
    all.addAll(overrides.orders());
    all.addAll(explanations.orders());
    all.addAll(deliveries.orders());
    all.addAll(entries.orders());
    return new TellOrders(all);
  }

  @Produces
  @Singleton
  OverrideCycle overrides(
      Overrides overrides,
      FleetStore fleet,
      OrgDirectory directory,
      @FleetTime InstantSource clock) {
    return new OverrideCycle(overrides, new YamlOverrideReader(directory), fleet, directory, clock);
  }

  @Produces
  @Singleton
  ExplainCycle explanations(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      Mutes mutes,
      LimitCatalogue catalogue,
      @FleetTime InstantSource clock) {
    return new ExplainCycle(directory, fleet, states, mutes, catalogue, clock);
  }

  @Produces
  @Singleton
  OrgEntryCycle entries(
      ManifestReader reader, FleetStore store, SecretsConfig secrets, HistoryConfig history) {
    return new OrgEntryCycle(
        reader,
        store,
        secrets.envPrefix().orElse(""),
        history.rawRetention(),
        InstantSource.system());
  }

  @Produces
  @Singleton
  MuteCycle mutes(
      Mutes mutes,
      FleetStore fleet,
      OrgDirectory directory,
      Episodes episodes,
      @FleetTime InstantSource clock) {
    return new MuteCycle(mutes, new YamlMuteReader(directory), fleet, directory, episodes, clock);
  }

  @Produces
  @Singleton
  AcknowledgeCycle acknowledgements(
      AcknowledgeCycle.Stores stores,
      FleetStore fleet,
      SlotObservers observers,
      @FleetTime InstantSource clock) {
    return new AcknowledgeCycle(stores, fleet, observers, clock);
  }

  @Produces
  @Singleton
  AcknowledgeCycle.Stores acknowledged(
      Episodes episodes, AlertStates states, Outbox outbox, OrgDirectory directory) {
    return new AcknowledgeCycle.Stores(episodes, states, outbox, directory);
  }

  @Produces
  @Singleton
  WhatIfCycle whatIf(
      OrgDirectory directory,
      UsageHistory history,
      AlertStates states,
      UsageStore usage,
      LimitCatalogue catalogue,
      @FleetTime InstantSource clock) {
    return new WhatIfCycle(directory, history, states, usage, catalogue, clock);
  }

  @Produces
  @Singleton
  CheckCycle.Sources checked(
      EgressPolicy egress,
      AccessTokens tokens,
      OrgSessions sessions,
      PollCycle.Sources polled,
      CallLogs logs) {
    return new CheckCycle.Sources(
        new SocketHostCheck(egress),
        tokens,
        sessions,
        new SalesforceIdentities(sessions),
        new SalesforcePermissionSource(sessions),
        polled.limits(),
        logs,
        CHECKED_WITHIN);
  }

  @Produces
  @Singleton
  CheckCycle.Records checkRecords(AlertStates states, PostureStore postures, OwnCalls calls) {
    return new CheckCycle.Records(states, postures, calls);
  }

  @Produces
  @Singleton
  CheckCycle.Manifests checkManifests(
      ManifestReader reader, FleetStore fleet, SecretsConfig secrets) {
    return new CheckCycle.Manifests(reader, new StoredMoves(fleet, secrets.envPrefix().orElse("")));
  }

  @Produces
  @Singleton
  OrgChecks checks(
      OrgDirectory directory,
      CheckCycle.Manifests manifests,
      CheckCycle.Sources sources,
      CheckCycle.Records records,
      LimitCatalogue catalogue,
      @FleetTime InstantSource clock) {
    return new CheckCycle(directory, manifests, sources, records, catalogue, clock);
  }

  @Produces
  @Singleton
  ManageFunction.Questions questions(
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      LockOutCycle lockOuts,
      OrgChecks checks,
      SamplesCycle samples) {
    return new ManageFunction.Questions(backtests, whatIfs, lockOuts, checks, samples);
  }
}

package dev.headroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.PostureStore;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Notes;
import dev.headroom.alert.ToldNames;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.alert.dynamodb.DynamoDbNotes;
import dev.headroom.alert.dynamodb.DynamoDbToldNames;
import dev.headroom.cycle.ask.AcknowledgeCycle;
import dev.headroom.cycle.ask.BacktestCycle;
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
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.cycle.ask.TellOrders;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.cycle.tell.TestFires;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Overrides;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.fleet.dynamodb.DynamoDbOverrides;
import dev.headroom.fleet.manifest.YamlMuteReader;
import dev.headroom.fleet.manifest.YamlOverrideReader;
import dev.headroom.function.ManageFunction;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.dynamodb.DynamoDbDeliveries;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageErasure;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import dev.headroom.usage.dynamodb.DynamoDbUsageErasure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The stores of a data folder, for a command that runs without the application. */
final class Stores implements AutoCloseable {
  private static final String NOT_RUNNING =
      "no Headroom runs on the data folder, and only a running one asks orgs.";
  private static final String START_IT = "Start it, and ask again.";

  /** Commands only read usage, so how long its details are kept does not matter. */
  private static final Duration READ_ONLY = Duration.ofDays(90);

  private final EmbeddedDynamoDb database;
  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final UsageHistory history;
  private final HistoryErasure erasedHistory;
  private final DynamoDbRollups rollups;
  private final DynamoDbAlertStates states;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final Mutes mutes;
  private final Overrides overrides;
  private final UsageStore usage;
  private final TargetHealth health;
  private final UsageErasure erasure;
  private final PostureStore postures;
  private final ToldNames told;
  private final Episodes episodes;
  private final Notes notes;
  private final Duration retention;

  private Stores(EmbeddedDynamoDb database, Tables tables, Duration retention) {
    this.database = database;
    this.retention = retention;
    database.createMissing(tables);
    InstantSource clock = InstantSource.system();
    ObjectMapper json = new ObjectMapper();
    FleetVersion version = new FleetVersion(database.client(), tables, clock);
    DynamoDbNameDictionary names = new DynamoDbNameDictionary(database.client(), tables);
    this.fleet = new DynamoDbFleetStore(database.client(), tables, version, json);
    this.directory = new DynamoDbOrgDirectory(database.client(), tables, version, json);
    DynamoDbUsageHistory samples =
        new DynamoDbUsageHistory(database.client(), tables, names, clock, retention);
    this.rollups = new DynamoDbRollups(database.client(), tables, names, clock);
    DynamoDbAlertStates alerts =
        new DynamoDbAlertStates(database.client(), tables, names, json, clock);
    this.states = alerts;
    WaitingSamples waiting = new WaitingSamples(alerts);
    this.history =
        new WholeHistory(samples, new WholeHistory.Waiting(waiting::of, names), clock, retention);
    this.erasedHistory = waiting.and(samples).and(rollups);
    this.outbox = new DynamoDbOutbox(database.client(), tables, json);
    this.deliveries = new DynamoDbDeliveries(database.client(), tables);
    this.mutes = new DynamoDbMutes(database.client(), tables, json);
    this.overrides = new DynamoDbOverrides(database.client(), tables, version, json, clock);
    this.episodes = alerts;
    this.notes = new DynamoDbNotes(database.client(), tables);
    this.usage = new DynamoDbUsage(database.client(), tables, READ_ONLY);
    this.health = new DynamoDbTargetHealth(database.client(), tables);
    this.erasure = new DynamoDbUsageErasure(database.client(), tables);
    this.postures =
        new DynamoDbPostures(
            database.client(),
            tables,
            new IpAddressNotation(),
            clock,
            Duration.ofDays(PostureStore.KEPT_DAYS));
    this.told =
        new DynamoDbToldNames(
            database.client(),
            tables,
            json,
            new DynamoDbToldNames.Kept(
                Duration.ofDays(PostureStore.KEPT_DAYS),
                Duration.ofDays(PostureStore.KEPT_DAYS),
                StoredDay::isPersonal));
  }

  /**
   * Opens {@code folder}, which is created if it is missing.
   *
   * @throws dev.headroom.local.dynamodb.DataFolderException if it is in use, of another format, or
   *     not writable
   * @throws dev.headroom.dynamodb.StoreUnavailableException if the database does not answer
   */
  static Stores open(Path folder, Tables tables, Duration retention) {
    EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(folder);
    try {
      return new Stores(database, tables, retention);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Returns what commands do with these stores. No process is sweeping them now: the next one does
   * at its start.
   *
   * @param envPrefix {@code headroom.secrets.env-prefix}
   */
  ManageWork work(ManifestReader reader, String envPrefix) {
    InstantSource clock = InstantSource.system();
    CsvLimitCatalogue catalogue = new CsvLimitCatalogue();
    TargetsCycle targets = new TargetsCycle(fleet, health, SweepTrigger.NONE, clock);
    return new ManageWork(
        new ManageCycle(reader, fleet, targets, clock, envPrefix),
        targets,
        new OrgOrders(
            new PauseCycle(directory, fleet, states, SlotObservers.NONE, clock),
            new EraseCycle(directory, fleet, new Erasures(erasure, postures, told, erasedHistory)),
            new NoteCycle(directory, fleet, episodes, notes, clock),
            telling(reader, envPrefix, clock)),
        new ManageFunction.Questions(
            new BacktestCycle(directory, fleet, history, states, catalogue, reader, clock),
            new WhatIfCycle(directory, history, states, usage, catalogue, clock),
            LockOutCycle.unable(directory, new IpAddressNotation(), clock, NOT_RUNNING, START_IT),
            OrgChecks.unable(NOT_RUNNING, START_IT),
            new SamplesCycle(directory, new RolledHistory(history, rollups), clock)));
  }

  private TellOrders telling(ManifestReader reader, String envPrefix, InstantSource clock) {
    List<TellOrder> all =
        new ArrayList<>(
            new AcknowledgeCycle(
                    new AcknowledgeCycle.Stores(states, states, outbox, directory),
                    fleet,
                    SlotObservers.NONE,
                    clock)
                .orders());
    all.addAll(
        new MuteCycle(mutes, new YamlMuteReader(directory), fleet, directory, states, clock)
            .orders());
    all.addAll(
        new OverrideCycle(overrides, new YamlOverrideReader(directory), fleet, directory, clock)
            .orders());
    all.addAll(
        new ExplainCycle(directory, fleet, states, mutes, new CsvLimitCatalogue(), clock).orders());
    all.addAll(
        new DeliveryOrders(
                new DeliveryOrders.Stores(states, outbox, deliveries),
                fleet,
                SweepTrigger.NONE,
                new TestFires(states, outbox, deliveries, SlotObservers.NONE, clock),
                clock)
            .orders());
    all.addAll(new OrgEntryCycle(reader, fleet, envPrefix, retention, clock).orders());
    return new TellOrders(all);
  }

  FleetStore fleet() {
    return fleet;
  }

  OrgDirectory directory() {
    return directory;
  }

  UsageHistory history() {
    return history;
  }

  AlertStates states() {
    return states;
  }

  UsageStore usage() {
    return usage;
  }

  TargetHealth health() {
    return health;
  }

  @Override
  public void close() {
    database.close();
  }
}

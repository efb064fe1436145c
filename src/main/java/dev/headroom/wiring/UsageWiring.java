package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.attribute.AttributeCycle;
import dev.headroom.cycle.attribute.CallsHandOver;
import dev.headroom.cycle.attribute.UsageAlerts;
import dev.headroom.cycle.export.HandOver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.FleetStore;
import dev.headroom.function.OrgJobTime;
import dev.headroom.history.UsageHistory;
import dev.headroom.org.OrgDirectory;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.UsageErasure;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import dev.headroom.usage.dynamodb.DynamoDbUsageErasure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds what reads, stores and shows the API usage of orgs. */
final class UsageWiring {
  @Produces
  @Singleton
  UsageStore store(DynamoDbClient client, Tables tables, UsageConfig config) {
    return new DynamoDbUsage(client, tables, config.detailRetention());
  }

  @Produces
  @Singleton
  UsageErasure erasure(DynamoDbClient client, Tables tables) {
    return new DynamoDbUsageErasure(client, tables);
  }

  @Produces
  @Singleton
  AttributeCycle.Stores stores(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      UsageHistory history,
      UsageStore usage) {
    return new AttributeCycle.Stores(directory, fleet, states, history, usage);
  }

  @Produces
  @Singleton
  UsageAlerts alerts(
      UsageStore usage, FindingStore findings, AlertStates states, SlotObservers observers) {
    return new UsageAlerts(usage, findings, states, observers);
  }

  @Produces
  @Singleton
  AttributeCycle attribute(
      AttributeCycle.Stores stores,
      CallLogs logs,
      OwnCalls calls,
      UsageAlerts alerts,
      HandOver exports) {
    return new AttributeCycle(
        stores,
        logs,
        calls,
        Path.of(System.getProperty("java.io.tmpdir"), "headroom"),
        List.of(alerts, new CallsHandOver(stores.usage(), exports)));
  }

  @Produces
  @Singleton
  OrgJobTime time(UsageConfig config) {
    return new OrgJobTime(config.time());
  }
}

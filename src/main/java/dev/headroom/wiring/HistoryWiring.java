package dev.headroom.wiring;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.RollupStore;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbRollups;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.history.dynamodb.HistoryConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the time series, its rollups and its dictionary; both age by the fleet's clock. */
final class HistoryWiring {
  @Produces
  @Singleton
  NameDictionary dictionary(DynamoDbClient client, Tables tables) {
    return new DynamoDbNameDictionary(client, tables);
  }

  @Produces
  @Singleton
  @Typed(DynamoDbUsageHistory.class)
  DynamoDbUsageHistory stored(
      DynamoDbClient client,
      Tables tables,
      NameDictionary dictionary,
      @FleetTime InstantSource clock,
      HistoryConfig config) {
    return new DynamoDbUsageHistory(client, tables, dictionary, clock, config.rawRetention());
  }

  @Produces
  @Singleton
  @Typed(UsageHistory.class)
  WholeHistory history(
      DynamoDbUsageHistory stored,
      AlertStates states,
      NameDictionary dictionary,
      @FleetTime InstantSource clock,
      HistoryConfig config) {
    return new WholeHistory(
        stored,
        new WholeHistory.Waiting(new WaitingSamples(states)::of, dictionary),
        clock,
        config.rawRetention());
  }

  @Produces
  @Singleton
  @Typed({RollupStore.class, DynamoDbRollups.class})
  DynamoDbRollups rollups(
      DynamoDbClient client,
      Tables tables,
      NameDictionary dictionary,
      @FleetTime InstantSource clock) {
    return new DynamoDbRollups(client, tables, dictionary, clock);
  }

  @Produces
  @Singleton
  RolledHistory rolled(UsageHistory samples, RollupStore rollups) {
    return new RolledHistory(samples, rollups);
  }

  @Produces
  @Singleton
  @Typed(HistoryErasure.class)
  HistoryErasure erasure(
      AlertStates states, DynamoDbUsageHistory samples, DynamoDbRollups rollups) {
    // What waits first: it would be stored. Then the samples: a turn would make rollups of them.
    return new WaitingSamples(states).and(samples).and(rollups);
  }
}

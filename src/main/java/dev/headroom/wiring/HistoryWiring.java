package dev.headroom.wiring;

import dev.headroom.dynamodb.Tables;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.history.dynamodb.HistoryConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the time series and its dictionary; samples age by the fleet's clock. */
final class HistoryWiring {
  @Produces
  @Singleton
  NameDictionary dictionary(DynamoDbClient client, Tables tables) {
    return new DynamoDbNameDictionary(client, tables);
  }

  @Produces
  @Singleton
  UsageHistory history(
      DynamoDbClient client,
      Tables tables,
      NameDictionary dictionary,
      @FleetTime InstantSource clock,
      HistoryConfig config) {
    return new DynamoDbUsageHistory(client, tables, dictionary, clock, config.rawRetention());
  }
}

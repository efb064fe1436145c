package dev.headroom.wiring;

import dev.headroom.dynamodb.Tables;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds what reads, keeps and shows the API usage of orgs. */
final class UsageWiring {
  @Produces
  @Singleton
  UsageStore store(DynamoDbClient client, Tables tables, UsageConfig config) {
    return new DynamoDbUsage(client, tables, config.detailRetention());
  }
}

package dev.headroom.wiring;

import dev.headroom.access.AddressNotation;
import dev.headroom.access.PostureStore;
import dev.headroom.access.dynamodb.AccessStorageConfig;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.dynamodb.Tables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds what looks at API access, and what is kept of it. */
final class AccessWiring {
  @Produces
  @Singleton
  AddressNotation notation() {
    return new IpAddressNotation();
  }

  @Produces
  @Singleton
  PostureStore postures(
      DynamoDbClient client,
      Tables tables,
      AddressNotation notation,
      @FleetTime InstantSource clock,
      AccessStorageConfig config) {
    return new DynamoDbPostures(client, tables, notation, clock, config.detailRetention());
  }
}

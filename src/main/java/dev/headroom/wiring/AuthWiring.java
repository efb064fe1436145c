package dev.headroom.wiring;

import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.Secrets;
import dev.headroom.auth.StoredSecrets;
import dev.headroom.auth.kms.EncryptedTokens;
import dev.headroom.dynamodb.Tables;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Creates what secrets and tokens come from. They use the real clock. */
final class AuthWiring {
  @Produces
  @DefaultBean
  @Singleton
  Secrets secrets(@All List<SecretStore> stores, InstantSource clock) {
    return new StoredSecrets(stores, clock);
  }

  @Produces
  @Singleton
  KeptTokens keptTokens(
      TokensConfig config,
      KmsClient kms,
      DynamoDbClient client,
      Tables tables,
      InstantSource clock) {
    return config
        .key()
        .<KeptTokens>map(key -> new EncryptedTokens(kms, key, client, tables, clock))
        .orElse(KeptTokens.NONE);
  }
}

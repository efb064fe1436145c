package dev.headroom.auth.secretsmanager;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Makes the client of Secrets Manager, for which there is no extension, once it is needed. */
@ApplicationScoped
public class SecretsManagerProducer {
  /** A login waits for it: well within the time that an org has. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** A client of this account, in the region of the environment. */
  @Produces
  @ApplicationScoped
  SecretsManagerClient client() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.apiCallTimeout(LONGEST))
        .build();
  }
}

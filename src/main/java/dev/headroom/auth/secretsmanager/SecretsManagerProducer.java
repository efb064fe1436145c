package dev.headroom.auth.secretsmanager;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Creates the client of Secrets Manager, for which there is no extension, when it is first needed.
 */
@ApplicationScoped
public class SecretsManagerProducer {
  /** A login waits for it, so this is well within an org's time. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** Returns a client for this account, in the region of the environment. */
  @Produces
  @ApplicationScoped
  SecretsManagerClient client() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.apiCallTimeout(LONGEST))
        .build();
  }
}

package dev.headroom.http;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the {@link EgressPolicy} that the configuration asks for; any other bean replaces it. */
@Dependent
public class EgressPolicyProducer {
  /** The policy of {@code headroom.egress.*}. */
  @Produces
  @Singleton
  @DefaultBean
  public EgressPolicy egressPolicy(EgressConfig config) {
    return new EgressPolicy(config.allowLoopback());
  }
}

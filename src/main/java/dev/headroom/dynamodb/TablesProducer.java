package dev.headroom.dynamodb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the adapters the configured {@link Tables}. */
@ApplicationScoped
public class TablesProducer {
  /** The tables of the configuration. */
  @Produces
  @Singleton
  Tables tables(TablesConfig config) {
    return Tables.of(config);
  }
}

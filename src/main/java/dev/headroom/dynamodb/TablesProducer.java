package dev.headroom.dynamodb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the configured {@link Tables} to the adapters. */
@ApplicationScoped
public class TablesProducer {
  /** Returns the tables of the configuration. */
  @Produces
  @Singleton
  Tables tables(TablesConfig config) {
    return Tables.of(config);
  }
}

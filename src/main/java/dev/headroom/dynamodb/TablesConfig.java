package dev.headroom.dynamodb;

import dev.headroom.config.TableName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Which tables to use. */
@ConfigMapping(prefix = "headroom.tables")
public interface TablesConfig {
  /** Default of {@link #samples()}. */
  String DEFAULT_SAMPLES = "headroom-samples";

  /** Default of {@link #state()}. */
  String DEFAULT_STATE = "headroom-state";

  /** Name of the samples table. */
  @WithDefault(DEFAULT_SAMPLES)
  @WithConverter(TableName.class)
  String samples();

  /** Name of the table for states, alerts, the outbox, deliveries and the fleet. */
  @WithDefault(DEFAULT_STATE)
  @WithConverter(TableName.class)
  String state();
}

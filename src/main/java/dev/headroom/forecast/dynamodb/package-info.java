/** Forecasts in the state table. */
@NullMarked
package dev.headroom.forecast.dynamodb;

import org.jspecify.annotations.NullMarked;

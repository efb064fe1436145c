/** Tests of forecasts in the state table, against DynamoDB Local. */
@NullMarked
package dev.headroom.forecast.dynamodb;

import org.jspecify.annotations.NullMarked;

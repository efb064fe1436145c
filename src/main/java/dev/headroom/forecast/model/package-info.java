/**
 * The estimators behind a forecast; {@link dev.headroom.forecast.Forecaster} is their public face.
 */
@NullMarked
package dev.headroom.forecast.model;

import org.jspecify.annotations.NullMarked;

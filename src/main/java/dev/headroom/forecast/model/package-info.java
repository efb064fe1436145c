/**
 * The estimators behind a forecast; {@link dev.headroom.forecast.Forecaster} is the face of them.
 */
@NullMarked
package dev.headroom.forecast.model;

import org.jspecify.annotations.NullMarked;

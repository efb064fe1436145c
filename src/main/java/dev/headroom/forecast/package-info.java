/**
 * Forecasts of a limit: when it will run out, how likely that is, and how much will be used in the
 * next hours.
 *
 * <p>{@link dev.headroom.forecast.Forecaster} is fed one limit's readings in order and answers each
 * with a {@link dev.headroom.forecast.Projection}, in constant time, from a state that can be
 * stored and restored. It works on numbers only; who is notified, if anyone, is decided elsewhere.
 * It never reads a clock or a store.
 */
@NullMarked
package dev.headroom.forecast;

import org.jspecify.annotations.NullMarked;

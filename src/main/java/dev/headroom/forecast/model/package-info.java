/** The estimators behind a forecast. Only {@link dev.headroom.forecast} uses them. */
@NullMarked
package dev.headroom.forecast.model;

import org.jspecify.annotations.NullMarked;

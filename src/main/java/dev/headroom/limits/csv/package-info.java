/**
 * The catalogue of known limits, from a CSV file that ships with the product.
 *
 * <p>Decides how a limit's name reads in plain words. An unknown limit is watched all the same.
 */
@NullMarked
package dev.headroom.limits.csv;

import org.jspecify.annotations.NullMarked;

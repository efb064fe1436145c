/**
 * The catalogue of known limits, out of a CSV file that ships with the product.
 *
 * <p>Decides how a limit's name reads in plain words. Never keeps an unknown limit from being
 * watched.
 */
@NullMarked
package dev.headroom.limits.csv;

import org.jspecify.annotations.NullMarked;

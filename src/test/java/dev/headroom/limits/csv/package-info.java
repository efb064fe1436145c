/** Tests of the catalogue of limits. */
@NullMarked
package dev.headroom.limits.csv;

import org.jspecify.annotations.NullMarked;

/** What {@code /q/metrics} says of limits, under the names of {@code export.Scheme}. */
@NullMarked
package dev.headroom.local.metrics;

import org.jspecify.annotations.NullMarked;

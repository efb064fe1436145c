/** New Relic's Metric API. */
@NullMarked
package dev.headroom.export.newrelic;

import org.jspecify.annotations.NullMarked;

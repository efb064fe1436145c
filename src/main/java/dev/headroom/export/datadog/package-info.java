/** Datadog's metrics. */
@NullMarked
package dev.headroom.export.datadog;

import org.jspecify.annotations.NullMarked;

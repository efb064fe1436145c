/** Datadog's event stream. */
@NullMarked
package dev.headroom.notify.datadog;

import org.jspecify.annotations.NullMarked;

/** Splunk through its HTTP Event Collector. */
@NullMarked
package dev.headroom.notify.splunk;

import org.jspecify.annotations.NullMarked;

/** Splunk's metrics index. */
@NullMarked
package dev.headroom.export.splunk;

import org.jspecify.annotations.NullMarked;

/** The heartbeat as an HTTP call. Its URL alone gives access, so it appears in no message. */
@NullMarked
package dev.headroom.cycle.watch.http;

import org.jspecify.annotations.NullMarked;

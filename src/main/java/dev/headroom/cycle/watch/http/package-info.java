/** The heartbeat as an HTTP call. Its URL gives access by itself and is in no message. */
@NullMarked
package dev.headroom.cycle.watch.http;

import org.jspecify.annotations.NullMarked;

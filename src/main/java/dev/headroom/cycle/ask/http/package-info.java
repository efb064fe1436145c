/** Looks at the way to a host with sockets, where the HTTP client would only say that it failed. */
@NullMarked
package dev.headroom.cycle.ask.http;

import org.jspecify.annotations.NullMarked;

/** Tests of the outbound call, against real servers on loopback. */
@NullMarked
package dev.headroom.http;

import org.jspecify.annotations.NullMarked;

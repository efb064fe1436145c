/** Reads and writes IP addresses by the IPAddress library. */
@NullMarked
package dev.headroom.access.ip;

import org.jspecify.annotations.NullMarked;

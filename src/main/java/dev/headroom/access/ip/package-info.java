/** Reads and writes IP addresses with the IPAddress library. */
@NullMarked
package dev.headroom.access.ip;

import org.jspecify.annotations.NullMarked;

/** The fleet's clock on one machine. */
@NullMarked
package dev.headroom.local.clock;

import org.jspecify.annotations.NullMarked;

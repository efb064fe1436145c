/** What Headroom reports about itself, and orgs whose polls have stopped. */
@NullMarked
package dev.headroom.cycle.watch;

import org.jspecify.annotations.NullMarked;

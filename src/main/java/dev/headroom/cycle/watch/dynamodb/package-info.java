/** What Headroom remembers about its own work, in the state table. */
@NullMarked
package dev.headroom.cycle.watch.dynamodb;

import org.jspecify.annotations.NullMarked;

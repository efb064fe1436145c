/** What Headroom remembers of its own work, in the state table. */
@NullMarked
package dev.headroom.cycle.dynamodb;

import org.jspecify.annotations.NullMarked;

/** From a committed transition to a target: publish, deliver, repeat, group, sweep. */
@NullMarked
package dev.headroom.cycle.tell;

import org.jspecify.annotations.NullMarked;

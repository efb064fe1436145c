/** Jobs that run for each org besides the poll: whose turn it is, and when. */
@NullMarked
package dev.headroom.cycle.job;

import org.jspecify.annotations.NullMarked;
